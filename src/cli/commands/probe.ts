import { existsSync } from 'node:fs';
import type { Config } from '../../config/load-config.ts';
import { SITE_CODE, type Site } from '../../domain/site.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { type Inventory, readInventory } from '../../inventory/read-inventory.ts';
import { scan } from '../../run/scan.ts';
import { hasFailure, type SiteResult } from '../../run/site-result.ts';
import { openWorkspace } from '../../run/workspace.ts';
import { asOfOf, configOf } from '../context.ts';
import { printResult } from '../print-result.ts';
import { action, type Register } from '../register.ts';

export const registerProbe: Register = (program, io, run) => {
  program
    .command('probe <target>')
    .description('everything about one site now, stored · 立即检查一个网站（网址或网站标识码）')
    .option('--indicator <ids...>', 'show only these indicators')
    .option('--pages <n>', 'pages at most')
    .action(
      action(run, async (globals, [target = ''], options) => {
        const config = configOf(globals, globals.asOf !== undefined);
        const rehearsalStart = asOfOf(globals, config.timezone);
        const inventory = existsSync(config.inventory.sites)
          ? readInventory(config.inventory, { skipBad: true })
          : { sites: [], columns: [], accounts: [], refused: [] };
        const site = siteOf(target, inventory, config);
        const workspace = openWorkspace({
          config,
          rehearsalStart,
          mode: rehearsalStart === null ? 'real' : 'rehearsal',
        });
        const results: SiteResult[] = [];
        try {
          await scan(workspace, {
            kind: 'probe',
            sites: [site],
            declared: inventory.columns,
            fresh: true,
            pages: options.pages === undefined ? config.scan.pages : Number(options.pages),
            language: globals.lang,
            signal: io.signal,
            onStart: () => undefined,
            onResult: (result) => results.push(result),
          });
        } finally {
          await workspace.close();
        }
        const [result] = results;
        if (result === undefined) return EXIT.interrupted;
        const wanted = options.indicator as string[] | undefined;
        const shown =
          wanted === undefined
            ? result
            : { ...result, outcomes: result.outcomes.filter(({ indicator }) => wanted.includes(indicator)) };
        io.out(globals.json ? `${JSON.stringify(shown)}\n` : printResult(shown, globals.lang));
        return hasFailure(shown) ? EXIT.failures : EXIT.ok;
      }),
    );
};

/** A site by its code, by its address in the inventory, or one that no inventory lists. */
function siteOf(target: string, { sites }: Inventory, config: Config): Site {
  if (SITE_CODE.test(target)) {
    const site = sites.find(({ siteCode }) => siteCode === target.toLowerCase());
    if (site !== undefined) return site;
    throw new XunjianError(
      'TARGET_UNKNOWN',
      `site ${target} is not in ${config.inventory.sites}`,
      'add it to the inventory, or give its URL',
    );
  }
  const text = /^https?:\/\//i.test(target) ? target : `http://${target}`;
  const isUrl = URL.canParse(text) && /\.|localhost|\[/.test(new URL(text).host) && !/\s/.test(target);
  if (!isUrl)
    throw new XunjianError(
      'TARGET_INVALID',
      `"${target}" is neither a URL nor a 网站标识码`,
      'give a URL such as https://www.yl.gov.cn/ or a ten-digit code',
    );
  const url = new URL(text);
  const listed =
    sites.find(({ homeUrl }) => homeUrl === url.href) ??
    sites.find(({ homeUrl }) => new URL(homeUrl).host === url.host);
  if (listed !== undefined) return listed;
  return {
    ...{ siteCode: '', name: url.host, homeUrl: url.href, sponsor: '', supervisor: '', region: '' },
    ...{ level: 'county', type: 'other', sponsorKind: 'organ' },
  };
}
