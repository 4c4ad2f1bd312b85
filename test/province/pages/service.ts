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

/** 办事服务: items with the eight elements of a guide, and the systems. */
export function serviceMain(state: SiteState): string {
  const rows = ITEMS.map(
    (name) =>
      `<tr><td>${name}</td><td>${state.site.sponsor}</td><td>政务大厅${name.length}号窗口</td><td>工作日 9:00-17:00</td><td>5个工作日</td></tr>`,
  );
  return `<div class="service"><table><tr><th>事项名称</th><th>办理机构</th><th>办理地点</th><th>办理时间</th><th>承诺时限</th></tr>${rows.join('')}</table><div class="systems">${systemLinks(state, 'service')}</div></div>`;
}
