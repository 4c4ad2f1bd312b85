import { userInfo } from 'node:os';
import path from 'node:path';
import type { Command } from 'commander';
import { EXIT, XunjianError } from '../../errors.ts';
import { readLooks } from '../../inventory/read-looks.ts';
import { type RecordEntry, recordLooks } from '../../run/accounts-record.ts';
import { syncAccounts } from '../../run/accounts-registry.ts';
import { action, type Register } from '../register.ts';
import { platformOf, withAccounts } from './accounts.ts';

/** `accounts record`: a person's look, one by options or many from a file. */
export function registerAccountsRecord(
  accounts: Command,
  io: Parameters<Register>[1],
  run: Parameters<Register>[2],
): void {
  accounts
    .command('record [account-or-file]')
    .description(
      'a person’s look at an account (name, handle or key), or many of them from a CSV file · 人工检查',
    )
    .option('--newest <date>', 'day of the newest post, or none')
    .option('--repost', 'that post is a repost', false)
    .option('--interaction <yes-or-no>', 'whether comments, messages, menu or automatic reply work')
    .option(
      '--presence <state>',
      'how the account stands: present, deleted, frozen, expired, moved, gone, undownloadable',
    )
    .option('--shown-name <name>', 'the name that the platform shows')
    .option('--screenshot <file>', 'PNG or JPEG, kept as evidence')
    .option('--by <name>', 'who looked')
    .option('--platform <platform>', 'where a name stands on several platforms')
    .option('--operator <unit>', 'where several units bear it')
    .option('--checked-at <time>', 'when it was looked; now where not given')
    .option('--skip-bad', 'go on without the registry rows that are refused', false)
    .action(
      action(run, (globals, [given], options) =>
        withAccounts({ globals, io, options, looks: true }, async (workspace, rows) => {
          const registered = await syncAccounts(workspace, rows);
          const by = options.by === undefined ? userInfo().username : String(options.by);
          const file = given !== undefined && /\.(?:csv|txt)$/i.test(given) ? path.resolve(given) : null;
          const text = (name: string) => (options[name] === undefined ? null : String(options[name]));
          const entries: RecordEntry[] =
            file === null
              ? [
                  {
                    ...{ account: named(given), operator: text('operator'), by },
                    platform: options.platform === undefined ? null : platformOf(String(options.platform)),
                    ...{ newest: text('newest'), repost: options.repost === true },
                    ...{ interaction: text('interaction'), presence: text('presence') },
                    ...{ shownName: text('shownName'), screenshot: text('screenshot') },
                    checkedAt: text('checkedAt'),
                  },
                ]
              : readLooks(file, by);
          const { accounts: looked, added, known } = await recordLooks(workspace, registered, entries);
          if (globals.json)
            for (const [i, { key }] of looked.entries())
              io.out(`${JSON.stringify({ accountKey: key, by: entries[i]?.by ?? by })}\n`);
          else if (!globals.quiet)
            io.out(
              `已记录 ${added} 次查看，涉及账号 ${new Set(looked).size} 个${known > 0 ? `（${known} 次此前已记录）` : ''}\n`,
            );
          return EXIT.ok;
        }),
      ),
    );
}

function named(account: string | undefined): string {
  if (account !== undefined && account.trim() !== '') return account;
  throw new XunjianError(
    'USAGE',
    'no account is named',
    'give its name, handle or key, or a CSV file of looks: account_name,platform,operator,newest,interaction,presence,screenshot,by,checked_at',
  );
}
