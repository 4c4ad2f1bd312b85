import type { Command } from 'commander';
import { type Account, accountTitle } from '../../domain/account.ts';
import { isoInZone } from '../../domain/civil-date.ts';
import { EXIT } from '../../errors.ts';
import { accountFinder } from '../../run/accounts-record.ts';
import { action, type Register } from '../register.ts';
import { platformOf, withAccounts } from './accounts.ts';

const STATES = { normal: '正常', closed: '关停', cancelled: '注销', withdrawn: '撤出名录' } as const;

/** `accounts history`: what the registry said of one account over time. */
export function registerAccountsHistory(
  accounts: Command,
  io: Parameters<Register>[1],
  run: Parameters<Register>[2],
): void {
  accounts
    .command('history <account>')
    .description('names, operators and states that an account had, by day (name, handle or key) · 账号沿革')
    .option('--platform <platform>', 'where a name stands on several platforms')
    .option('--operator <unit>', 'where several units bear it')
    .option('--skip-bad', 'go on without the registry rows that are refused', false)
    .action(
      action(run, (globals, [account = ''], options) =>
        withAccounts({ globals, io, options, looks: false }, async ({ store, config }) => {
          const find = accountFinder(await store.accounts.registered());
          const { key } = find({
            account,
            platform: options.platform === undefined ? null : platformOf(String(options.platform)),
            operator: options.operator === undefined ? null : String(options.operator),
          });
          for (const version of await store.accounts.history(key)) {
            const at = isoInZone(version.at, config.timezone);
            io.out(
              globals.json
                ? `${JSON.stringify({ accountKey: key, at, ...version.account })}\n`
                : `${at.slice(0, 10)}  ${inWords(version.account)}\n`,
            );
          }
          return EXIT.ok;
        }),
      ),
    );
}

function inWords(account: Account): string {
  const { state, supervisor, region, declared } = account;
  const parts = [accountTitle(account), region, supervisor, STATES[state], declared ? '已报送' : '未报送'];
  return parts.filter((part) => part !== '').join('  ');
}
