import { defineProbe, judged } from '../src/domain/probe.ts';

/** 错链断链 (国办发〔2017〕47号): links that lead to a page which is gone, one outcome a link. A refusal of us is none. */
export const linkBroken = defineProbe({
  id: 'link-broken',
  title: { zh: '链接不可用', en: 'Broken link' },
  needs: ['links'],
  mayUse: [],
  strings: {
    gone: {
      zh: '链接打不开：{url}（状态码{status}）',
      en: 'The link does not open: {url} (status {status})',
    },
    soft: {
      zh: '链接所到页面称内容不存在：{url}',
      en: 'The link leads to a page that says it is not there: {url}',
    },
    name: { zh: '链接的域名不存在：{url}', en: 'The link names a host that does not exist: {url}' },
    refused: { zh: '链接的服务器拒绝连接：{url}', en: 'The link’s server refuses connections: {url}' },
    pass: { zh: '检查的{checked}个链接均可打开', en: 'All {checked} links that were tried open' },
    few: {
      zh: '发现{broken}个链接打不开，未达{count}个',
      en: '{broken} links do not open; {count} are needed to fail',
    },
  },
  judge({ links }, { rules }) {
    const { count } = rules.indicators['link-broken'].thresholds;
    const { checked, broken } = links.value;
    if (broken.length === 0) return [judged('pass', 'pass', { params: { checked }, basis: links })];
    if (broken.length < count) {
      const params = { broken: broken.length, count };
      return [judged('notice', 'few', { params, facts: { broken }, basis: links })];
    }
    return broken.map(({ url, foundOn, status, code, evidence, tier }) =>
      judged('fail', sentenceOf(code), {
        subject: { url },
        params: { url, status: status ?? '' },
        facts: { status, code, foundOn },
        basis: { evidence, tier },
      }),
    );
  },
});

function sentenceOf(code: string | null): 'gone' | 'soft' | 'name' | 'refused' {
  if (code === 'soft_404') return 'soft';
  if (code === 'name_not_found') return 'name';
  return code === 'connect_refused' ? 'refused' : 'gone';
}
