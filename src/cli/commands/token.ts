import { isoInZone } from '../../domain/civil-date.ts';
import { EXIT } from '../../errors.ts';
import { createToken, revokeToken, roleOf } from '../../run/tokens.ts';
import { ROLES } from '../../store/token-repository.ts';
import { textOf, withActing, withJudging } from '../letters-workspace.ts';
import { action, type Register } from '../register.ts';

export const registerToken: Register = (program, io, run) => {
  const token = program.command('token').description('access to the API and console · 访问令牌');
  token
    .command('create')
    .description('make a token; its text is shown once')
    .requiredOption('--role <role>', ROLES.join(', '))
    .option('--unit <name>', 'only what concerns this unit: a sponsor, a site’s name or a region')
    .option('--name <text>', 'whose it is')
    .action(
      action(run, (globals, _args, options) =>
        withActing(globals, async ({ store, clock }) => {
          const made = await createToken(store.tokens, {
            ...{ role: roleOf(String(options.role)), unit: textOf(options.unit) ?? null },
            ...{ name: textOf(options.name) ?? null, at: clock.now() },
          });
          const { id, role, unit } = made.entry;
          io.out(
            globals.json ? `${JSON.stringify({ token: made.token, id, role, unit })}\n` : `${made.token}\n`,
          );
          return EXIT.ok;
        }),
      ),
    );
  token
    .command('list')
    .description('tokens that were made, without their texts')
    .action(
      action(run, (globals) =>
        withJudging(globals, async ({ store, config }) => {
          for (const { id, role, unit, name, createdAt, revokedAt } of await store.tokens.list()) {
            const iso = (at: typeof createdAt) => isoInZone(at, config.timezone);
            const line = {
              id,
              role,
              unit,
              name,
              createdAt: iso(createdAt),
              revokedAt: revokedAt && iso(revokedAt),
            };
            io.out(
              globals.json
                ? `${JSON.stringify(line)}\n`
                : `${id} ${role} ${unit ?? '*'} ${name ?? ''} ${line.createdAt}${line.revokedAt === null ? '' : ` ✗ ${line.revokedAt}`}\n`,
            );
          }
          return EXIT.ok;
        }),
      ),
    );
  token
    .command('revoke <id>')
    .description('a token no longer holds')
    .action(
      action(run, (globals, [id = '']) =>
        withActing(globals, async ({ store, clock }) => {
          await revokeToken(store.tokens, id, clock.now());
          return EXIT.ok;
        }),
      ),
    );
};
