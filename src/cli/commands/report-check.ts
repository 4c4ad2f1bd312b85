import { existsSync, readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import type { Command } from 'commander';
import { parse } from 'csv-parse/sync';
import { loadReportProfile } from '../../config/report-profile.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import type { BulletinText } from '../../report/check/bulletin-text.ts';
import { checkBulletin } from '../../report/check/check-bulletin.ts';
import { documentText } from '../../report/check/read-document.ts';
import { configOf, type Io } from '../context.ts';
import { action, type Register } from '../register.ts';

/** `report check`: ours, an edited one, or an old one as text. */
export function registerReportCheck(report: Command, io: Io, run: Parameters<Register>[2]): void {
  report
    .command('check <file>')
    .description('what in a bulletin does not agree: sums, rates, quarters, names, lists · 校核')
    .option(
      '--annexes <dir>',
      'where annex1*.csv, annex2*.csv and annex3*.csv lie; beside the file where not given',
    )
    .action(
      action(run, async (globals, [file = ''], options) => {
        const profile = loadReportProfile(configOf(globals, false).report.profile);
        const folder = options.annexes === undefined ? path.dirname(file) : String(options.annexes);
        const slips = checkBulletin(readBulletin(file, folder), profile);
        for (const slip of slips)
          io.out(
            globals.json
              ? `${JSON.stringify(slip)}\n`
              : `[${slip.rule}] ${slip.message}\n    “${slip.quote}”\n`,
          );
        if (!globals.json) io.out(slips.length === 0 ? '未发现不一致\n' : `共${slips.length}处\n`);
        return slips.length === 0 ? EXIT.ok : EXIT.failures;
      }),
    );
}

function readBulletin(file: string, folder: string): BulletinText {
  try {
    const names = existsSync(folder) ? readdirSync(folder).sort() : [];
    const annex = (no: number) => {
      const name = names.find((one) => new RegExp(`^annex${no}.*\\.csv$`).test(one));
      if (name === undefined) return null;
      const text = readFileSync(path.join(folder, name), 'utf8');
      return parse(text, { columns: true, bom: true, skip_empty_lines: true }) as Record<string, string>[];
    };
    return {
      text: documentText(file, readFileSync(file)),
      annex1: annex(1),
      annex2: annex(2),
      annex3: annex(3),
    };
  } catch (cause) {
    throw new XunjianError(
      'FILE_UNREADABLE',
      `cannot read ${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
      'give a DOCX, an HTML page, bulletin.json or text',
      { cause },
    );
  }
}
