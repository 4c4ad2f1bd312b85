import { EXIT } from '../../errors.ts';
import { playDemo } from '../../run/demo.ts';
import { action, type Register } from '../register.ts';

export const registerDemo: Register = (program, io, run) => {
  program
    .command('demo')
    .description('scan a handful of generated sites on this machine, no outside network · 演示')
    .option('--out <dir>', 'where the results go', 'data/demo')
    .action(
      action(run, async (globals, _args, options) => {
        await playDemo({ out: String(options.out), language: globals.lang, json: globals.json, quiet: globals.quiet, io });
        return EXIT.ok;
      }),
    );
};
