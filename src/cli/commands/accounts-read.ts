import { readFileSync } from 'node:fs';
import type { Command } from 'commander';
import { systemClock } from '../../clock.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { type AccountFileReading, readAccountFile } from '../../run/read-account-files.ts';
import { asOfOf, configOf } from '../context.ts';
import { action, type Register } from '../register.ts';

/** `accounts read`: saved pages of accounts, no network. */
export function registerAccountsRead(
  accounts: Command,
  io: Parameters<Register>[1],
  run: Parameters<Register>[2],
): void {
  accounts
    .command('read <file...>')
    .description('what saved pages of accounts say, no network: for writing recipes · 读取已存的账号页面')
    .option('--url <address>', 'where the page was: chooses the recipe', 'https://mp.weixin.qq.com/s/saved')
    .option('--name <account>', 'whose posts count where a page lists several accounts’')
    .action(
      action(run, async (globals, files, options) => {
        const config = configOf(globals, false);
        const now = asOfOf(globals, config.timezone) ?? systemClock.now();
        const url = String(options.url);
        if (!URL.canParse(url))
          throw new XunjianError('USAGE', `--url "${url}" is no address`, 'write it whole, with https://');
        for (const file of files) {
          const name = options.name === undefined ? null : String(options.name);
          const reading = readAccountFile(bytesOf(file), { url, name, now, config });
          io.out(globals.json ? `${JSON.stringify({ file, ...reading })}\n` : inWords(file, reading));
        }
        return EXIT.ok;
      }),
    );
}

function bytesOf(file: string): Uint8Array {
  try {
    return readFileSync(file);
  } catch (cause) {
    throw new XunjianError('FILE_UNREADABLE', `cannot read ${file}`, 'check the path', { cause });
  }
}

function inWords(file: string, { presence, posts, ways, lostPost, recipe }: AccountFileReading): string {
  const lines = [file, `    读法：${recipe ?? '通用列表'}`];
  if (lostPost !== null) lines.push(`    所给内容已删除：${lostPost}`);
  else lines.push(`    状态：${presence.state}${presence.words === null ? '' : `（${presence.words}）`}`);
  if (presence.shownName !== null) lines.push(`    名称：${presence.shownName}`);
  if (presence.shownOperator !== null) lines.push(`    主体：${presence.shownOperator}`);
  if (posts === null) lines.push('    内容：未读到');
  else {
    const { newest, newestOriginal, listed, dated } = posts;
    lines.push(`    内容：${listed}条，${dated}条有日期，最新 ${newest?.date ?? '—'} ${newest?.title ?? ''}`);
    if (newest?.isRepost === true) lines.push(`    最新原创：${newestOriginal?.date ?? '—'}`);
  }
  if (ways.length > 0) lines.push(`    互动：${ways.map(({ way }) => way).join('、')}`);
  return `${lines.join('\n')}\n`;
}
