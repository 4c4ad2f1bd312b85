import { esc } from '../html.ts';
import type { SiteState } from '../state.ts';

/** Words by which a system is the way to write to the office: linked where citizens look for it. */
const isLetterBox = (name: string) => name.includes('信箱');

/** Links to the site's business systems for one place of the site. */
export function systemLinks(state: SiteState, place: 'home' | 'service' | 'interaction'): string {
  const own = state
    .all('system')
    .filter(({ name }) => (place === 'home' ? true : isLetterBox(name) === (place === 'interaction')));
  const links = own.map(
    ({ name, url }) => `<a class="sys" href="${esc(url)}" target="_blank">${esc(name)}</a>`,
  );
  if (place === 'interaction') return links.join('');
  return `${links.join('')}<a class="sys" href="http://zwfw.shaanxi-mn.gov.cn/" target="_blank">陕西政务服务网</a>`;
}

const ITEMS = ['户籍办理', '不动产登记', '企业开办', '医保参保登记', '建设工程施工许可', '社会团体登记'];

/** 办事服务: items with elements of their guides, enough or too few, and the systems. */
export function serviceMain(state: SiteState): string {
  const cellsOf = (name: string) => [
    ...[name, '《陕西省行政许可管理办法》', '辖区内的单位和个人', '申请表、身份证明'],
    ...[`政务大厅${name.length}号窗口`, '工作日 9:00-17:00', '申请、受理、审核、办结'],
  ];
  const heads = ['事项名称', '设定依据', '申请条件', '办理材料', '办理地点', '办理时间', '办理流程'];
  const shown = state.find('guides-poor') === undefined ? heads.length : 2;
  const row = (cells: readonly string[], tag: 'th' | 'td') =>
    `<tr>${cells
      .slice(0, shown)
      .map((cell) => `<${tag}>${cell}</${tag}>`)
      .join('')}</tr>`;
  const rows = ITEMS.map((name) => row(cellsOf(name), 'td'));
  return `<div class="service"><table>${row(heads, 'th')}${rows.join('')}</table><div class="systems">${systemLinks(state, 'service')}</div></div>`;
}
