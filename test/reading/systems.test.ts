import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../src/domain/civil-date.ts';
import { SURE_ENOUGH } from '../../src/domain/page-reading.ts';
import { readPage } from '../../src/reading/read-page.ts';
import { findSystems } from '../../src/reading/systems.ts';
import { corpusFile, hasCorpus } from '../helpers/corpus.ts';

const HOME = 'http://www.test.gov.cn/';

function systemsOf(body: string, url = `${HOME}hdjl/`) {
  const bytes = Buffer.from(`<html><head><title>互动交流</title></head><body>${body}</body></html>`);
  return findSystems([readPage({ bytes, url, contentType: null, today: '2024-07-01' as CivilDate })], HOME);
}

const own = (body: string) =>
  systemsOf(body)
    .filter(({ role }) => role === 'own')
    .map(({ name, host }) => [name, host]);

describe('business systems that a site links to', () => {
  it('takes a mailbox on a foreign host with a port for the site’s own', () => {
    const body =
      '<div class="left"><ul><li><a href="http://letter.foreign.com:8005/l.aspx">县长信箱</a></li></ul></div>';
    expect(own(body)).toEqual([['县长信箱', 'letter.foreign.com:8005']]);
  });

  it.each(['金融服务平台', '行政监督平台', '药械集中采购平台', '招商引资平台'])(
    'takes “%s” on a foreign host for the site’s own, as published bulletins do',
    (name) => {
      const body = `<div class="systems"><a class="sys" href="http://pt.foreign.com/">${name}</a></div>`;
      expect(own(body)).toEqual([[name, 'pt.foreign.com']]);
      expect(own(body.replace(name, `全国${name}`))).toEqual([]);
    },
  );

  it.each([
    ['投诉举报', 'http://henan.12388.gov.cn/shangqiu/'],
    ['全国12315投诉平台', 'https://www.12315.cn/'],
    ['学历查询系统', 'https://www.chsi.com.cn/xlcx/'],
    ['火车票预约', 'https://www.12306.cn/'],
    ['网上信访投诉', 'http://xinfang.somewhere.com/'],
    ['政务服务', 'https://gjzwfw.www.gov.cn/'],
  ])('does not take “%s” at %s for a site’s own: every office may point there', (name, url) => {
    expect(own(`<div class="nav"><ul><li><a href="${url}">${name}</a></li></ul></div>`)).toEqual([]);
  });

  it('takes no link of a list of foreign hosts for the site’s own, whatever class the list has', () => {
    const others = ['咨询服务网', '投诉平台', '预约系统', '办事大厅', '互动社区', '申报系统'];
    const links = others.map((name, i) => `<li><a href="http://www.other${i}.com/">${name}</a></li>`);
    expect(own(`<div class="box7"><ul>${links.join('')}</ul></div>`)).toEqual([]);
  });

  it('takes neither other governments, media nor components for the site’s own', () => {
    const body = `<div class="nav"><a href="http://www.city.com/">某市人民政府互动</a>
      <a href="http://www.people.com.cn/">人民网留言</a><a href="http://bszs.conac.cn/x">投诉</a></div>`;
    expect(own(body)).toEqual([]);
    expect(systemsOf(body).map(({ role }) => role)).toEqual(['external', 'external', 'component']);
  });

  it('is sure of a service’s whole name, surer in the menu, and not of a name that only speaks of one', () => {
    const sure = (name: string, place: string) =>
      systemsOf(`<div class="${place}"><a href="http://pt.foreign.com/">${name}</a></div>`).map(
        ({ role, confidence }) => [role, confidence >= SURE_ENOUGH],
      );
    for (const name of ['县长信箱', '金融服务平台', '网上办事大厅', '政务服务网', '依申请公开'])
      for (const place of ['nav', 'box']) expect(sure(name, place)).toEqual([['own', true]]);
    for (const name of ['投诉举报须知', '网上申报流程图解', '在线访谈预告'])
      expect(sure(name, 'box')).toEqual([['own', false]]);
    const [nav] = systemsOf('<div class="nav"><a href="http://pt.foreign.com/">县长信箱</a></div>');
    const [box] = systemsOf('<div class="box"><a href="http://pt.foreign.com/">县长信箱</a></div>');
    expect(nav?.confidence).toBeGreaterThan(box?.confidence ?? 1);
    // The surest of several links to one address counts.
    const both = ['box">投诉须知', 'nav">投诉举报平台', 'box">我要投诉'].map((one) =>
      one.replace('>', '><a href="http://pt.foreign.com/">'),
    );
    expect(systemsOf(both.map((one) => `<div class="${one}</a></div>`).join(''))).toMatchObject([
      { name: '投诉举报平台', confidence: nav?.confidence },
    ]);
    const [news] = systemsOf('<a href="http://www.people.com.cn/">人民网</a>');
    expect(news).toMatchObject({ role: 'external', confidence: 0.95 });
  });

  it('takes links to the site’s own host, with or without www, for no system', () => {
    expect(systemsOf('<a href="http://test.gov.cn/xx/">县长信箱</a>')).toEqual([]);
  });
});

describe.skipIf(!hasCorpus)('systems of a real portal (../shared/corpus; skipped where it is absent)', () => {
  it('are the leaders’ mailbox and nothing else', () => {
    const files = ['index.html', 'hdjl/index.html'];
    const pages = files.map((file) =>
      readPage({
        bytes: readFileSync(corpusFile(`sites/www.zhecheng.gov.cn/${file}`)),
        url: `http://www.zhecheng.gov.cn/${file.replace('index.html', '')}`,
        contentType: 'text/html',
        today: '2018-07-28' as CivilDate,
      }),
    );
    const found = findSystems(pages, 'http://www.zhecheng.gov.cn/').filter(({ role }) => role === 'own');
    expect(new Set(found.map(({ host }) => host))).toEqual(new Set(['letter.zhangjixi.com:8005']));
    expect(found[0]).toMatchObject({ name: '县长信箱', foundOn: 'http://www.zhecheng.gov.cn/hdjl/' });
  });
});
