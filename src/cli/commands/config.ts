import { configRows } from '../../config/config-rows.ts';
import { EXIT } from '../../errors.ts';
import { configOf } from '../context.ts';
import { action, type Register } from '../register.ts';

export const registerConfig: Register = (program, io, run) => {
  program
    .command('config')
    .description('the configuration in force · 当前配置')
    .command('print')
    .description('every key with its value and where it comes from')
    .action(
      action(run, async (globals) => {
        for (const row of configRows(configOf(globals, false))) {
          io.out(
            globals.json
              ? `${JSON.stringify(row)}\n`
              : `${row.key} = ${JSON.stringify(row.value)}  (${row.origin})  ${row.doc}\n`,
          );
        }
        return EXIT.ok;
      }),
    );
};
