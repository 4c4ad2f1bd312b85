import { readFileSync } from 'node:fs';
import { pathToFileURL } from 'node:url';
import { systemClock } from '../../clock.ts';
import { civilDateOf } from '../../domain/civil-date.ts';
import type { PageReading } from '../../domain/page-reading.ts';
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

function describe(file: string, reading: PageReading): string {
  const lines = [`${file}`, `  ${reading.kind} · ${reading.title} · ${reading.charset.used}`];
  if (reading.published !== null) lines.push(`  发布 ${reading.published}`);
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
    lines.push(
      `  表单 ${purpose}: ${fields.map(({ role, required }) => `${role}${required ? '*' : ''}`).join(' ')}`,
    );
  }
  return `${lines.join('\n')}\n`;
}
