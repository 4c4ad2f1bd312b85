import { parseCivilDate } from '../src/domain/civil-date.ts';
import { readListData } from '../src/reading/list-data.ts';
import { readPage } from '../src/reading/read-page.ts';

/**
 * How long pages of many shapes take from 10 KB to 8 MB: the reader must stay below a second and no worse than linear
 * whatever it is sent. Shapes are what broken templates, archives and hostile servers are made of.
 */

/** No page may take longer (milliseconds of CPU). */
export const LONGEST_MS = 1_000;
const SIZES = [10_000, 100_000, 1_000_000, 8_000_000] as const;

type Shape = (bytes: number) => string;

const TITLE = '关于做好今年防汛抗旱和安全生产工作的通知';

function page(body: string): string {
  return `<!doctype html><html><head><meta charset="utf-8"><title>通知公告</title></head><body>${body}</body></html>`;
}

function many(bytes: number, row: (n: number) => string): string {
  const one = Buffer.byteLength(row(12_345));
  return Array.from({ length: Math.ceil(bytes / one) }, (_, n) => row(n)).join('');
}

const day = (n: number) =>
  `20${10 + (n % 9)}-${String(1 + (n % 12)).padStart(2, '0')}-${String(1 + (n % 28)).padStart(2, '0')}`;

/** Pages; the size is that of their markup, in bytes, roughly. */
const SHAPES: Readonly<Record<string, Shape>> = {
  'list of items': (bytes) =>
    page(
      `<ul>${many(bytes, (n) => `<li><a href="/a/${n}.html">${TITLE}</a><span>${day(n)}</span></li>\n`)}</ul>`,
    ),
  'table rows': (bytes) =>
    page(
      `<table>${many(bytes, (n) => `<tr><td>${n}</td><td><a href="/a/${n}.html">${TITLE}</a></td><td>${day(n)}</td></tr>`)}</table>`,
    ),
  'links side by side': (bytes) => page(many(bytes, (n) => `<a href="/${n}">通知${n}</a> `)),
  'links with dates between': (bytes) =>
    page(many(bytes, (n) => `<a href="/${n}">${TITLE}</a> ${day(n)}<br>`)),
  'lists of three': (bytes) =>
    page(
      many(
        bytes,
        (n) =>
          `<div><h3>栏目${n}</h3><ul>${[1, 2, 3].map((i) => `<li><a href="/${n}/${i}.html">${TITLE}</a><i>${day(n)}</i></li>`).join('')}</ul></div>`,
      ),
    ),
  'one line of text': (bytes) => page(`<p>${'会议指出要抓好落实'.repeat(bytes / 27)}</p>`),
  'one line of digits': (bytes) => page(`<p>${'2018-07-27 '.repeat(bytes / 11)}</p>`),
  'one line of strokes': (bytes) => page(`<p>${'1-'.repeat(bytes / 2)}</p>`),
  'one line of blanks': (bytes) => page(`<p>发布时间：${' '.repeat(bytes)}2018</p>`),
  'one line of colons': (bytes) => page(`<p>${'标识码：'.repeat(bytes / 12)}</p>`),
  'many paragraphs': (bytes) =>
    page(many(bytes, (n) => `<p>会议指出，截至2018年${n % 12}月，要抓好落实，办结时间：${day(n)}。</p>`)),
  'deep elements': (bytes) =>
    page(`${'<div>'.repeat(bytes / 11)}<a href="/x">${TITLE}</a>${'</div>'.repeat(bytes / 11)}`),
  'deep formatting left open': (bytes) => page('<font><b><i>文'.repeat(bytes / 14)),
  'tables left open': (bytes) => page('<table><tr><td>'.repeat(bytes / 15)),
  'end tags alone': (bytes) => page('</div></p></table>'.repeat(bytes / 18)),
  'angle brackets': (bytes) => page('<'.repeat(bytes)),
  'comment left open': (bytes) => page(`<!--${'-'.repeat(bytes)}`),
  'many comments': (bytes) => page('<!--x-->'.repeat(bytes / 8)),
  'one attribute': (bytes) => page(`<a href="/${'a'.repeat(bytes)}" title="${TITLE}">通知</a>`),
  'many attributes': (bytes) => page(`<div ${many(bytes, (n) => `a${n}="${n}" `)}>x</div>`),
  inputs: (bytes) => page(many(bytes, (n) => `<div>姓 名：<input name="n${n}"></div>`)),
  'inputs of one form': (bytes) =>
    page(`<form>${many(bytes, () => `<div>联系电话<input type="text"></div>`)}<input type="submit"></form>`),
  labels: (bytes) =>
    page(`<form>${many(bytes, (n) => `<label for="i${n}">电话</label><input id="i${n}">`)}</form>`),
  selects: (bytes) =>
    page(
      `<form><select name="dept">${many(bytes, (n) => `<option value="${n}">局${n}</option>`)}</select></form>`,
    ),
  forms: (bytes) =>
    page(many(bytes, (n) => `<form action="/s"><input name="q${n}"><button>搜索</button></form>`)),
  replies: (bytes) =>
    page(
      `<table><tr><th>标题</th><th>写信时间</th><th>答复时间</th><th>答复单位</th></tr>${many(bytes, (n) => `<tr><td><a href="/l/${n}.html">咨询社保卡办理</a></td><td>${day(n)}</td><td>${day(n)}</td><td>人社局</td></tr>`)}</table>`,
    ),
  'letters with answers': (bytes) =>
    page(
      many(
        bytes,
        (n) =>
          `<div class="m"><p>来信标题：咨询${n}</p><p>来信时间：${day(n)}</p><p>答复内容：您好，经核实，可持身份证到大厅办理。</p><p>答复时间：${day(n)}</p></div>`,
      ),
    ),
  'one script': (bytes) =>
    page(`<script>var a=[${'{"t":"x","d":"2018-07-27"},'.repeat(bytes / 27)}];</script>`),
  'script of quotes': (bytes) => page(`<script>${`$('#a`.repeat(bytes / 6)}</script>`),
  'script of urls': (bytes) => page(`<script>${"'/search/abcdef?x".repeat(bytes / 17)}</script>`),
  'many scripts': (bytes) => page(many(bytes, (n) => `<script>var v${n}=1;</script>`)),
  'records in a script': (bytes) =>
    page(
      `<script type="text/xml"><datastore><recordset>${many(bytes, (n) => `<record><![CDATA[<li><a href="/art/${n}.html">${TITLE}</a><span>${day(n)}</span></li>]]></record>`)}</recordset></datastore></script>`,
    ),
  frames: (bytes) => page(many(bytes, (n) => `<iframe src="/f${n}.html"></iframe>`)),
  'no markup': (bytes) => 'a'.repeat(bytes),
  binary: (bytes) =>
    Array.from({ length: bytes / 64 }, (_, n) =>
      String.fromCharCode(...Array.from({ length: 64 }, (_, i) => (n * 31 + i * 17) % 256)),
    ).join(''),
};

/** Answers to data requests. */
const ANSWERS: Readonly<Record<string, Shape>> = {
  'dataproxy records': (bytes) =>
    `<datastore><totalrecord>9</totalrecord><recordset>${many(bytes, (n) => `<record><![CDATA[<li><a href="/art/${n}.html">${TITLE}</a><span>${day(n)}</span></li>]]></record>`)}</recordset></datastore>`,
  'dataproxy one record': (bytes) =>
    `<datastore><recordset><record><![CDATA[${many(bytes, (n) => `<li><a href="/art/${n}.html">${TITLE}</a></li>`)}]]></record></recordset></datastore>`,
  'dataproxy records left open': (bytes) =>
    `<datastore><recordset>${'<record><![CDATA[ '.repeat(bytes / 18)}`,
  'JSON of entries': (bytes) =>
    JSON.stringify({
      data: {
        total: 9,
        results: Array.from({ length: bytes / 120 }, (_, n) => ({
          title: TITLE,
          url: `/a/${n}.html`,
          publishedTimeStr: day(n),
        })),
      },
    }),
  'JSON of nested arrays': (bytes) => `${'['.repeat(bytes / 2)}${']'.repeat(bytes / 2)}`,
  'JSON of members': (bytes) =>
    JSON.stringify(Object.fromEntries(Array.from({ length: bytes / 16 }, (_, n) => [`k${n}`, { a: n }]))),
  'JSON with HTML': (bytes) =>
    JSON.stringify({
      data: {
        html: `<ul>${many(bytes, (n) => `<li><a href="/a/${n}.html">${TITLE}</a><span>${day(n)}</span></li>`)}</ul>`,
      },
    }),
  'callback left open': (bytes) => `cb(${'('.repeat(bytes)}`,
};

export interface SizeRow {
  shape: string;
  /** Milliseconds of CPU for each of the sizes; the faster of two readings. */
  ms: number[];
}

export const SIZE_NAMES = SIZES.map((bytes) => (bytes < 1e6 ? `${bytes / 1_000} KB` : `${bytes / 1e6} MB`));

function cpuMs(run: () => void): number {
  const began = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(began);
  return (user + system) / 1_000;
}

export function measureSizes(only: RegExp = /./): SizeRow[] {
  const today = parseCivilDate('2024-06-28');
  if (today === null) throw new Error('no day');
  const url = 'https://www.example.gov.cn/tzgg/index.html';
  const rows: SizeRow[] = [];
  const time = (shape: string, make: Shape, read: (bytes: Uint8Array) => void) => {
    if (!only.test(shape)) return;
    rows.push({
      shape,
      ms: SIZES.map((size) => {
        const bytes = Buffer.from(make(size)).subarray(0, size);
        const first = cpuMs(() => read(bytes));
        return first > LONGEST_MS * 3
          ? first
          : Math.min(
              first,
              cpuMs(() => read(bytes)),
            );
      }),
    });
  };
  for (const [shape, make] of Object.entries(SHAPES))
    time(shape, make, (bytes) => readPage({ bytes, url, contentType: 'text/html', today }));
  for (const [shape, make] of Object.entries(ANSWERS))
    time(shape, make, (bytes) => readListData('dataproxy', bytes, null, url, today));
  return rows;
}
