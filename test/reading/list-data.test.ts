import { describe, expect, it } from 'vitest';
import type { CivilDate } from '../../src/domain/civil-date.ts';
import type { DataRequest } from '../../src/domain/page-reading.ts';
import { readListData } from '../../src/reading/list-data.ts';

const BASE = 'http://www.test.gov.cn/col/col1/index.html';
const TODAY = '2024-07-01' as CivilDate;

function read(dialect: DataRequest['dialect'], body: string) {
  return readListData(dialect, Buffer.from(body), null, BASE, TODAY);
}

/** `title date url` of each item, as a reader of the list would say them. */
function said(dialect: DataRequest['dialect'], body: string) {
  return read(dialect, body).list?.items.map(({ title, date, url }) => [title, date, url]);
}

const FIRST = ['关于开展防汛检查的通知', '2024-06-28', 'http://www.test.gov.cn/art/1.html'];
const SECOND = ['县政府召开常务会议', '2024-06-20', 'http://www.test.gov.cn/art/2.html'];

describe('answers by which list pages load their items', () => {
  it('reads the CDATA records of a dataproxy answer', () => {
    const record = (title: string, url: string, date: string) =>
      `<record><![CDATA[<li><a href="${url}" title="${title}">${title}</a><span>${date}</span></li>]]></record>`;
    const body = `<datastore><totalrecord>2</totalrecord><recordset>${record('关于开展防汛检查的通知', '/art/1.html', '2024-06-28')}
      ${record('县政府召开常务会议', '/art/2.html', '2024-06-20')}</recordset></datastore>`;
    expect(said('dataproxy', body)).toEqual([FIRST, SECOND]);
    expect(read('dataproxy', body)).toMatchObject({ complete: true, list: { latest: '2024-06-28' } });
  });

  it('reads table rows in records, which a parser drops outside a table', () => {
    const row = '<tr><td><a href="/art/1.html">关于开展防汛检查的通知</a></td><td>[2024-06-28]</td></tr>';
    expect(said('dataproxy', `<record><![CDATA[${row}]]></record>`)).toEqual([FIRST]);
  });

  it('takes an empty datasource for an empty column, and an answer without one for none', () => {
    expect(read('datasource', '{"datasource":[],"categoryId":"0a"}')).toMatchObject({
      complete: true,
      list: { items: [], total: 0 },
    });
    expect(read('datasource', '{"error":[]}')).toEqual({ list: null, complete: false });
  });

  it('reads the datasource JSON of static sites', () => {
    const body = JSON.stringify({
      datasource: [
        {
          showTitle: '关于开展防汛检查的通知',
          publishUrl: '/art/1.html',
          publishTime: '2024-06-28 10:20:00',
        },
        { showTitle: '县政府召开常务会议', publishUrl: '/art/2.html', publishTime: '2024-06-20 08:00:00' },
      ],
    });
    expect(said('datasource', body)).toEqual([FIRST, SECOND]);
  });

  it('reads gkmlpt JSON, whose seconds since the epoch fall on a day in China', () => {
    const body = JSON.stringify({
      // 2024-06-27T16:30:00Z is already the 28th in China.
      articles: [
        { title: '关于开展防汛检查的通知', url: 'http://www.test.gov.cn/art/1.html', date: 1719505800 },
      ],
    });
    expect(said('gkmlpt', body)).toEqual([FIRST]);
  });

  it('reads UCAP JSON wherever the answer keeps its results', () => {
    const body = JSON.stringify({
      data: {
        results: [{ title: '关于开展防汛检查的通知', url: '/art/1.html', publishedTimeStr: '2024-06-28' }],
      },
    });
    expect(said('ucap', body)).toEqual([FIRST]);
  });

  it.each([
    ['dataproxy', ''],
    ['dataproxy', '<html><title>403</title></html>'],
    ['dataproxy', '<record><![CDATA[<li><a href="/a.html">没有结束'],
    ['ucap', '{"data":{"results":[]}}'],
    ['datasource', '{"datasource":['],
  ] as const)('says that a %s answer of %j is not the list rather than an empty one', (dialect, body) => {
    expect(read(dialect, body)).toEqual({ list: null, complete: false });
  });

  it('reads records left open without searching to the end for each', () => {
    const began = process.cpuUsage();
    expect(read('dataproxy', '<record><![CDATA['.repeat(200_000)).list).toBeNull();
    const { user, system } = process.cpuUsage(began);
    // Searching anew for each record took over a minute here.
    expect((user + system) / 1000).toBeLessThan(3_000);
  });
});
