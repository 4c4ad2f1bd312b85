import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../clock.ts';
import { civilDateOf } from '../../domain/civil-date.ts';
import type { FormReading, PageKind, PageReading } from '../../domain/page-reading.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { readPage } from '../../reading/read-page.ts';
import { asOfOf } from '../context.ts';
import { action, type Register } from '../register.ts';

const ZONE = 'Asia/Shanghai';

export const registerRead: Register = (program, io, run) => {
  program
    .command('read <files...>')
    .description('what saved pages say, no network · 读取已保存的网页，不联网')
    .option('--url <base>', 'where the page was found')
    .action(
      action(run, async (globals, files, options) => {
        const today = civilDateOf(asOfOf(globals, ZONE) ?? systemClock.now(), ZONE);
        for (const file of files) {
          const url = options.url === undefined ? pathToFileURL(file).href : String(options.url);
          if (!URL.canParse(url))
            throw new XunjianError(
              'TARGET_INVALID',
              `--url "${url}" is no URL`,
              'give the address the page was saved from',
            );
          const { links, ...reading } = readPage({ bytes: bytesOf(file), url, contentType: null, today });
          const named = files.length > 1 ? { file, ...reading } : reading;
          io.out(globals.json ? `${JSON.stringify(named)}\n` : describe(file, { links, ...reading }));
        }
        return EXIT.ok;
      }),
    );
};

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new XunjianError('FILE_UNREADABLE', `cannot read ${file}`, 'check the path', {
      cause,
      place: { file },
    });
  }
}

const KINDS: Readonly<Record<PageKind, string>> = {
  ...{ home: '首页', list: '列表页', article: '文章页', form: '表单页', lookup: '查询页' },
  ...{ 'reply-list': '来信列表', error: '错误页', challenge: '防护拦截页', other: '其他页面' },
};
const SOURCES = { meta: 'PubDate 标签', label: '页面标注', url: '网址', list: '列表' } as const;
const PURPOSES: Readonly<Record<FormReading['purpose'], string>> = {
  ...{ letter: '写信', lookup: '信件查询', search: '检索', login: '登录', survey: '调查', other: '其他' },
};

/** What the page says, each with the words it rests on: for finding out why a page is read as it is. */
function describe(file: string, reading: PageReading): string {
  const { kind, detail, kindTrace, title, charset, published, publishedTrace, dateConflicts } = reading;
  const lines = [
    `${file}`,
    `  ${KINDS[kind]}${detail === null ? '' : `（${detail}）`} · ${title} · ${charset.used}`,
  ];
  if (kindTrace !== null) lines.push(`  依据 ${kindTrace.text}`);
  if (published !== null) lines.push(`  发布 ${published}　依据 ${publishedTrace?.text ?? '—'}`);
  if (dateConflicts.length > 0) {
    const told = dateConflicts.map(({ source, date }) => `${SOURCES[source]} ${date}`);
    lines.push(`  发布日期相互矛盾：${told.join('，')}`);
  }
  for (const { main, selector, items, latest, name } of reading.lists) {
    lines.push(
      `  ${main ? '主列表' : '列表'} ${name ?? ''} ${selector}: ${items.length} 条，最新 ${latest ?? '无日期'}`,
    );
  }
  const { siteCode, icp, police, sponsor, badge, findErrorEntry } = reading.identity;
  lines.push(
    `  标识码 ${siteCode ?? '—'} · ${icp.join('、') || 'ICP —'} · 公安 ${police ?? '—'} · 主办 ${sponsor ?? '—'} · 标识 ${badge ? '有' : '—'} · 找错 ${findErrorEntry ? '有' : '—'}`,
  );
  for (const { purpose, fields } of reading.forms) {
    const asked = fields.map(
      ({ role, required, label }) => `${role}${required ? '*' : ''}（${label || '无标注'}）`,
    );
    lines.push(`  ${PURPOSES[purpose]}表单: ${asked.join(' ')}`);
  }
  for (const { title: letter, state, sentAt, repliedAt, department } of reading.replies.slice(0, 5))
    lines.push(
      `  来信 ${letter} · ${state ?? '状态 —'} · 来信 ${sentAt ?? '—'} · 答复 ${repliedAt ?? '—'} · ${department ?? '单位 —'}`,
    );
  for (const { trace } of reading.nothingFound ?? []) lines.push(`  检索无结果 依据 ${trace.text}`);
  return `${lines.join('\n')}\n`;
}
