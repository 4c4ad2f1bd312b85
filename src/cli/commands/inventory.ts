import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import { EXIT, XunjianError } from '../../errors.ts';
import { readInventory } from '../../inventory/read-inventory.ts';
import { siteTable } from '../../report/site-table.ts';
import { writeCsv } from '../../report/write-csv.ts';
import { configOf } from '../context.ts';
import { action, type Register } from '../register.ts';

export const registerInventory: Register = (program, io, run) => {
  const inventory = program.command('inventory').description('registries of sites and columns · 名录');
  inventory
    .command('check')
    .description('check the configured registries row by row')
    .action(
      action(run, async (globals) => {
        const { sites, columns, refused } = readInventory(configOf(globals, false).inventory, {
          skipBad: true,
        });
        if (globals.json)
          io.out(`${JSON.stringify({ sites: sites.length, columns: columns.length, refused })}\n`);
        else {
          for (const { file, line, reason, remedy } of refused)
            io.out(`${file}:${line}: ${reason}\n  → ${remedy}\n`);
          io.out(`网站 ${sites.length}，栏目 ${columns.length}，有误 ${refused.length}\n`);
        }
        return refused.length > 0 ? EXIT.usage : EXIT.ok;
      }),
    );
  inventory
    .command('import <file>')
    .description('check a sites CSV and put it in the place the configuration names')
    .option('--skip-bad', 'accept the file although some rows are refused', false)
    .action(
      action(run, async (globals, [file = ''], options) => {
        const target = configOf(globals, false).inventory.sites;
        const { sites, refused } = readInventory(
          { sites: file, columns: `${file}.none` },
          { skipBad: options.skipBad === true },
        );
        mkdirSync(path.dirname(target), { recursive: true });
        if (path.resolve(file) !== target) {
          // Nothing is lost: the registry in use is kept beside the new one.
          if (existsSync(target)) copyFileSync(target, `${target}.before`);
          copyFileSync(file, target);
        }
        io.out(`${target}: 网站 ${sites.length}，有误 ${refused.length}\n`);
        return EXIT.ok;
      }),
    );
  inventory
    .command('export')
    .description('the registry of sites as CSV')
    .action(
      action(run, async (globals) => {
        const { sites } = readInventory(configOf(globals, false).inventory, { skipBad: true });
        if (sites.length === 0)
          throw new XunjianError(
            'INVENTORY_INVALID',
            'the registry has no valid site',
            'see xunjian inventory check',
          );
        io.out(writeCsv(siteTable(sites)));
        return EXIT.ok;
      }),
    );
};
