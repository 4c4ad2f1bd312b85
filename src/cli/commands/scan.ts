import type { Language } from '../../domain/probe.ts';
import { REASON_NAMES } from '../../domain/reason-names.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { readInventory } from '../../inventory/read-inventory.ts';
import { type ScanSummary, scan } from '../../run/scan.ts';
import { hasFailure } from '../../run/site-result.ts';
import { openWorkspace } from '../../run/workspace.ts';
import { asOfOf, configOf } from '../context.ts';
import { printResult } from '../print-result.ts';
import { createProgress } from '../progress.ts';
import { action, type Register } from '../register.ts';
import { splitList } from '../split-list.ts';

export const registerScan: Register = (program, io, run) => {
  program
    .command('scan')
    .description('look at all sites that are due; goes on with an interrupted run · 扫描到期的全部网站')
    .option('--region <region>', 'only sites of this reporting unit')
    .option('--site <codes>', 'only these sites')
    .option('--fresh', 'start a new run over every site', false)
    .option('--pages <n>', 'pages at most a site')
    .option('--skip-bad', 'go on without the inventory rows that are refused', false)
    .action(
      action(run, async (globals, _args, options) => {
        const zoneConfig = configOf(globals, globals.asOf !== undefined);
        const rehearsalStart = asOfOf(globals, zoneConfig.timezone);
        const inventory = readInventory(zoneConfig.inventory, { skipBad: options.skipBad === true });
        const codes =
          options.site === undefined ? null : new Set(splitList(String(options.site).toLowerCase()));
        const sites = inventory.sites.filter(
          ({ region, siteCode }) =>
            (options.region === undefined || region === options.region) &&
            (codes === null || codes.has(siteCode)),
        );
        const known = new Set(inventory.sites.map(({ siteCode }) => siteCode));
        const strangers = [...(codes ?? [])].filter((code) => !known.has(code));
        if (strangers.length > 0) throw unknownSites(zoneConfig.inventory.sites, strangers);
        if (sites.length === 0) throw nothingToScan(zoneConfig.inventory.sites, inventory.sites.length);
        const mode = rehearsalStart === null ? 'real' : 'rehearsal';
        const workspace = openWorkspace({ config: zoneConfig, rehearsalStart, mode });
        const progress = createProgress(io, workspace.clock, globals.quiet, globals.lang);
        let failures = 0;
        try {
          const summary = await scan(workspace, {
            kind: 'scan',
            sites,
            declared: inventory.columns,
            fresh: options.fresh === true,
            pages: options.pages === undefined ? zoneConfig.scan.pages : Number(options.pages),
            language: globals.lang,
            signal: io.signal,
            onStart: ({ run: opened, total, done, resumed }) => {
              progress.start(total, done);
              if (resumed && !globals.quiet) io.err(`run ${opened.id}: 续扫，已完成 ${done}/${total}\n`);
            },
            onResult: (result) => {
              if (hasFailure(result)) failures += 1;
              io.out(globals.json ? `${JSON.stringify(result)}\n` : printResult(result, globals.lang));
              progress.step(result.siteName);
            },
            onLineDown: () => {
              io.err(
                '\n本机线路中断，基准地址均无应答；恢复后继续 (our own line is down; the run goes on when it is back)\n',
              );
            },
            onTrouble: (site, error) => {
              const said = error instanceof Error ? (error.stack ?? error.message) : String(error);
              io.err(`\n${site.name}: 检查程序出错 (an error of ours, the site is undetermined)\n${said}\n`);
            },
          });
          progress.end();
          if (!globals.quiet && !globals.json) io.err(printUnseen(summary, globals.lang));
          if (summary.interrupted) return EXIT.interrupted;
          if (summary.runId === null && !globals.quiet)
            io.err('今日均已检查，无到期网站；--fresh 可重新开始 (nothing is due)\n');
          return failures > 0 ? EXIT.failures : EXIT.ok;
        } finally {
          await workspace.close();
        }
      }),
    );
};

/** Sites of which nothing could be seen, each with its reason: a site that is missing from the results is none. */
function printUnseen({ looked, unseen }: ScanSummary, language: Language): string {
  if (looked === 0) return '';
  const zh = language === 'zh';
  const head = zh
    ? `已查${looked}个网站，其中${unseen.length}个未能查看`
    : `${looked} sites looked at, ${unseen.length} of them not seen`;
  const rows = unseen.map(({ siteName, siteCode, reason, detail }) => {
    const why = zh ? REASON_NAMES[reason] : reason;
    return `  ${siteName} ${siteCode ?? ''} ${why}：${detail}`;
  });
  return `${[head, ...rows].join('\n')}\n`;
}

/** Of several codes a misspelt one would be left out in silence. */
function unknownSites(file: string, codes: readonly string[]): XunjianError {
  return new XunjianError(
    'TARGET_UNKNOWN',
    `${file} has no site ${codes.join(', ')}`,
    'write codes as the registry does: xunjian inventory export',
  );
}

function nothingToScan(file: string, registered: number): XunjianError {
  return new XunjianError(
    'TARGET_UNKNOWN',
    registered === 0
      ? `${file} has no site yet`
      : `none of the ${registered} sites of ${file} is of that --region or --site`,
    registered === 0
      ? 'write one site a line into it (data/sample/sites.csv shows how), or look at one with: xunjian probe URL'
      : 'write region and code as the registry does: xunjian inventory export',
  );
}
