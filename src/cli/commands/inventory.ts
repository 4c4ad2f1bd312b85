import { copyFileSync, existsSync, mkdirSync } from 'node:fs';
import path from 'node:path';
import type { Account } from '../../domain/account.ts';
import { EXIT, XunjianError } from '../../errors.ts';
import {
  readAccounts,
  readColumns,
  readInventory,
  readSites,
  registryRefusal,
} from '../../inventory/read-inventory.ts';
import { REGISTRIES, type RegistryKind, registryKindOf } from '../../inventory/registry-kind.ts';
import { accountRegistryTable } from '../../report/account-registry-table.ts';
import { siteTable } from '../../report/site-table.ts';
import { writeCsv } from '../../report/write-csv.ts';
import { listedAccounts, type RegistryChanges, updateRegistry } from '../../run/accounts-registry.ts';
import { openWorkspace } from '../../run/workspace.ts';
import { asOfOf, configOf, type Globals, type Io } from '../context.ts';
import { action, type Register } from '../register.ts';

export const registerInventory: Register = (program, io, run) => {
  const inventory = program
    .command('inventory')
    .description('registries of sites, columns and accounts · 名录');
  inventory
    .command('check')
    .description('check the configured registries row by row')
    .action(
      action(run, async (globals) => {
        const { inventory: files } = configOf(globals, false);
        const { sites, columns, accounts, refused } = readInventory(files, { skipBad: true });
        const counts = { sites: sites.length, columns: columns.length, accounts: accounts.length };
        if (globals.json) io.out(`${JSON.stringify({ ...counts, refused })}\n`);
        else {
          for (const { file, line, reason, remedy } of refused)
            io.out(`${file}:${line}: ${reason}\n  → ${remedy}\n`);
          io.out(
            `网站 ${counts.sites}，栏目 ${counts.columns}，新媒体账号 ${counts.accounts}，有误 ${refused.length}\n`,
          );
        }
        return refused.length > 0 ? EXIT.usage : EXIT.ok;
      }),
    );
  inventory
    .command('import <file>')
    .description(
      'check a registry and put it in the place the configuration names; which one its header tells',
    )
    .option('--as <registry>', `it is the registry of ${REGISTRIES.join(', ')}`)
    .option('--skip-bad', 'accept the file although some rows are refused', false)
    .action(
      action(run, async (globals, [file = ''], options) => {
        const kind = options.as === undefined ? registryKindOf(file) : registryNamed(String(options.as));
        const skipBad = options.skipBad === true;
        if (kind === 'accounts') return importAccounts(file, skipBad, globals, io);
        const { inventory: files } = configOf(globals, false);
        const { rows, refused } =
          kind === 'sites'
            ? readSites(file)
            : readColumns(file, new Set(readSites(files.sites).rows.map(({ siteCode }) => siteCode)));
        if (refused.length > 0 && !skipBad) throw registryRefusal(refused);
        const target = files[kind];
        putInPlace(file, target);
        const name = kind === 'sites' ? '网站' : '栏目';
        io.out(`${target}: ${name} ${rows.length}，有误 ${refused.length}\n`);
        return EXIT.ok;
      }),
    );
  inventory
    .command('export [registry]')
    .description('the registry of sites or of accounts as CSV; accounts with their keys and former names')
    .action(
      action(run, async (globals, [registry = 'sites']) => {
        const kind = registryNamed(registry);
        if (kind === 'columns')
          throw new XunjianError(
            'USAGE',
            'columns are not exported here',
            'xunjian export columns has them with what was seen of them',
          );
        const config = configOf(globals, false);
        if (kind === 'accounts') {
          const { rows } = readAccounts(config.inventory.accounts);
          io.out(writeCsv(accountRegistryTable(await withKeys(rows, globals))));
          return EXIT.ok;
        }
        const { sites } = readInventory(config.inventory, { skipBad: true });
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

function registryNamed(text: string): RegistryKind {
  const kind = REGISTRIES.find((one) => one === text);
  if (kind !== undefined) return kind;
  throw new XunjianError('USAGE', `there is no registry "${text}"`, `use one of ${REGISTRIES.join(', ')}`);
}

/** Nothing is lost: the registry in use is kept beside the new one. */
function putInPlace(file: string, target: string): void {
  mkdirSync(path.dirname(target), { recursive: true });
  if (path.resolve(file) === target) return;
  if (existsSync(target)) copyFileSync(target, `${target}.before`);
  copyFileSync(file, target);
}

/** Accounts are taken into the store at once, so that a change of name or state is history from its day on. */
async function importAccounts(file: string, skipBad: boolean, globals: Globals, io: Io): Promise<number> {
  const config = configOf(globals, globals.asOf !== undefined);
  const { rows, refused } = readAccounts(file);
  if (refused.length > 0 && !skipBad) throw registryRefusal(refused);
  const rehearsalStart = asOfOf(globals, config.timezone);
  const mode = rehearsalStart === null ? 'real' : 'rehearsal';
  const workspace = openWorkspace({ config, rehearsalStart, mode });
  try {
    const { changes } = await updateRegistry(workspace, rows, { isWhole: refused.length === 0 });
    putInPlace(file, config.inventory.accounts);
    if (globals.json) {
      const counts = { accounts: rows.length, refused: refused.length };
      io.out(`${JSON.stringify({ ...counts, ...changes })}\n`);
      return EXIT.ok;
    }
    io.out(
      `${config.inventory.accounts}: 新媒体账号 ${rows.length}，有误 ${refused.length}；新增 ${changes.added.length}，变更 ${changes.changed.length}，撤出 ${changes.withdrawn.length}\n`,
    );
    for (const line of changesInWords(changes)) io.out(`  ${line}\n`);
    return EXIT.ok;
  } finally {
    await workspace.close();
  }
}

const STATE_NAMES = { normal: '正常', closed: '关停', cancelled: '注销', withdrawn: '撤出名录' } as const;
const FIELDS = [
  ['name', '名称'],
  ['operator', '开设主体'],
  ['supervisor', '主管单位'],
  ['region', '地区'],
  ['handle', '账号ID'],
  ['feedUrl', '主页地址'],
] as const satisfies readonly (readonly [keyof Account, string])[];
/** The longest list a terminal is given; all of it stands in --json. */
const MOST_LINES = 40;

function changesInWords({ changed, withdrawn }: RegistryChanges): string[] {
  const lines = [
    ...changed.map(({ account, before }) => {
      const told = FIELDS.flatMap(([field, name]) =>
        account[field] === before[field]
          ? []
          : [`${name} ${before[field] ?? '无'} → ${account[field] ?? '无'}`],
      );
      if (account.state !== before.state)
        told.push(`状态 ${STATE_NAMES[before.state]} → ${STATE_NAMES[account.state]}`);
      if (account.declared !== before.declared) told.push(account.declared ? '改为已报送' : '改为未报送');
      return `变更 ${account.name}：${told.length === 0 ? '其他信息' : told.join('，')}`;
    }),
    ...withdrawn.map(({ account }) => `撤出 ${account.operator} ${account.name}`),
  ];
  return lines.length <= MOST_LINES
    ? lines
    : [...lines.slice(0, MOST_LINES), `… 另有 ${lines.length - MOST_LINES} 项（--json 全部列出）`];
}

/** Keys and names the store knows; the registry alone where there is no store yet. */
async function withKeys(rows: readonly Account[], globals: Globals) {
  const config = configOf(globals, false);
  if (config.databaseFile !== null && !existsSync(config.databaseFile))
    return rows.map((account) => ({ account, key: null, formerNames: account.formerNames }));
  const workspace = openWorkspace({ config, rehearsalStart: null, mode: null });
  try {
    return await listedAccounts(workspace, rows);
  } finally {
    await workspace.close();
  }
}
