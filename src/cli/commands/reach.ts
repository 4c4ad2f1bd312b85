import { siteKeyOf } from '../../domain/site.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import { readInventory } from '../../inventory/read-inventory.ts';
import { reachRound } from '../../run/reach.ts';
import { openWorkspace } from '../../run/workspace.ts';
import { asOfOf, configOf } from '../context.ts';
import { action, type Register } from '../register.ts';

const WORDS = {
  zh: { up: '可访问', down: '打不开', unknown: '无法判断' },
  en: { up: 'up', down: 'down', unknown: 'unknown' },
} as const;

export const registerReach: Register = (program, io, run) => {
  program
    .command('reach')
    .description(
      'one availability sample of every site; the timetable runs it all day · 对全部网站做一次可用性采样',
    )
    .option('--site <code>', 'only this site')
    .option('--skip-bad', 'go on without the inventory rows that are refused', false)
    .action(
      action(run, async (globals, _args, options) => {
        const config = configOf(globals, globals.asOf !== undefined);
        const rehearsalStart = asOfOf(globals, config.timezone);
        const { sites } = readInventory(config.inventory, { skipBad: options.skipBad === true });
        const wanted = options.site === undefined ? null : String(options.site).toLowerCase();
        const chosen = sites.filter(({ siteCode }) => wanted === null || siteCode === wanted);
        const mode = rehearsalStart === null ? 'real' : 'rehearsal';
        const workspace = openWorkspace({ config, rehearsalStart, mode });
        try {
          const { samples, isLineDown } = await reachRound(workspace, chosen, io.signal);
          const names = new Map(chosen.map((site) => [siteKeyOf(site), site.name]));
          for (const sample of samples) {
            if (globals.json) {
              const { siteKey, at, ...rest } = sample;
              io.out(`${JSON.stringify({ siteCode: siteKey, at: new Date(at).toISOString(), ...rest })}\n`);
            } else if (sample.result !== 'up') {
              const why = sample.reason === null ? '' : ` (${sample.reason})`;
              const name = names.get(sample.siteKey) ?? sample.siteKey;
              io.out(`${name} ${WORDS[globals.lang][sample.result]}${why}: ${sample.detail}\n`);
            }
          }
          if (!globals.quiet) {
            const count = (result: string) => samples.filter((sample) => sample.result === result).length;
            const words = WORDS[globals.lang];
            io.err(
              `${words.up} ${count('up')} · ${words.down} ${count('down')} · ${words.unknown} ${count('unknown')}\n`,
            );
          }
          if (isLineDown) {
            throw new XunjianError(
              'VANTAGE_DOWN',
              'our own line is down: no sample of this round counts against a site',
              'look at the network of this machine and at network.canaries',
            );
          }
          return EXIT.ok;
        } catch (error) {
          if (io.signal.aborted) return EXIT.interrupted;
          throw error;
        } finally {
          await workspace.close();
        }
      }),
    );
};
