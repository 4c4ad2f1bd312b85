import { EXIT } from '../../errors.ts';
import { checkMachine } from '../../run/doctor.ts';
import { configOf } from '../context.ts';
import { action, type Register } from '../register.ts';

export const registerDoctor: Register = (program, io, run) => {
  program
    .command('doctor')
    .description('what is missing on this machine and how to mend it · 自检')
    .action(
      action(run, async (globals) => {
        const checks = await checkMachine(configOf(globals, false));
        for (const check of checks) {
          const line = `${check.ok ? '✓' : '✗'} ${check.what}: ${check.detail}${check.ok ? '' : `\n  → ${check.mend}`}\n`;
          io.out(globals.json ? `${JSON.stringify(check)}\n` : line);
        }
        return checks.every(({ ok }) => ok) ? EXIT.ok : EXIT.cannotRun;
      }),
    );
};
