import { readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'csv-parse/sync';
import type { Platform } from '../../../src/domain/account.ts';
import type { SiteLevel } from '../../../src/domain/site.ts';
import { PACKAGE_ROOT } from '../../../src/package-root.ts';
import { CITY_OFFICES, PROVINCE_OFFICES, REGIONS } from '../names.ts';
import { between, chance, hex, pick, shuffled } from '../random.ts';
import { feedUrlOf } from './addresses.ts';
import {
  type HiddenLead,
  type PlatformAccount,
  type PlatformProvince,
  type SourceKind,
  TROUBLES,
  type Trouble,
  WEIBO_TROUBLES,
} from './model.ts';

export interface PlatformOptions {
  seed: number;
  accounts: number;
  /** `YYYY-MM-DD`. */
  date: string;
  /** The second quarter of 2024 as its bulletin has it: four failing accounts, three unreported ones, nothing else. */
  case2024Q2?: boolean;
  /** People look at what no machine sees (the file of looks). */
  persons?: boolean;
}

interface Operator {
  name: string;
  region: string;
  level: SiteLevel;
  supervisor: string;
}

const PROVINCE = '陕西省';
/** From the checkout, also when this runs compiled. */
const DATA = path.join(PACKAGE_ROOT, 'test/province/accounts/data');
const SHARES: readonly (readonly [Platform, number])[] = [
  ['wechat_subscription', 52],
  ['weibo', 20],
  ['douyin', 12],
  ['toutiao', 6],
  ['wechat_channels', 4],
  ['kuaishou', 3],
  ['wechat_service', 3],
];

/** Units of the province in a fixed order: who opens accounts. */
function operators(): Operator[] {
  const county = REGIONS.flatMap(({ name, counties }) =>
    counties.flatMap((place) =>
      [
        '人民政府办公室',
        '融媒体中心',
        '市场监督管理局',
        '教育局',
        '公安局',
        '卫生健康局',
        '文化和旅游局',
        '应急管理局',
      ].map((office) => ({
        name: `${place.name}${office}`,
        region: name,
        level: 'county' as const,
        supervisor: `${name}人民政府`,
      })),
    ),
  );
  const city = REGIONS.flatMap(({ name }) =>
    CITY_OFFICES.map((office) => ({
      ...{ name: `${name}${office.name}`, region: name, level: 'city' as const },
      supervisor: `${name}人民政府`,
    })),
  );
  const province = PROVINCE_OFFICES.map((office) => ({
    ...{ name: `${PROVINCE}${office.name}`, region: '省直单位', level: 'province' as const },
    supervisor: `${PROVINCE}人民政府`,
  }));
  return [...province, ...city, ...county];
}

/** Makes the accounts of a province. The same options make the same ones. */
export function generatePlatforms(options: PlatformOptions): PlatformProvince {
  const { seed, date } = options;
  const isCase = options.case2024Q2 === true;
  const fixed = isCase ? failing2024Q2(seed) : [];
  const taken = new Set(fixed.map(({ operator, platform }) => `${operator} ${platform}`));
  const accounts = [...fixed];
  // Round after round over the platforms, so that every unit has its accounts on different ones.
  const units = shuffled(operators(), seed, 'units');
  for (let i = 0; accounts.length < options.accounts; i++) {
    const unit = units[i % units.length];
    if (unit === undefined) throw new Error('no units');
    const round = Math.floor(i / units.length);
    if (round > 40) throw new Error(`${options.accounts} accounts are more than the province has units for`);
    const platform = platformOf(seed, unit.name, round);
    if (taken.has(`${unit.name} ${platform}`)) continue;
    taken.add(`${unit.name} ${platform}`);
    const account = makeAccount(seed, accounts.length, unit, platform, isCase);
    const isForPersons = options.persons === true && /^(?:feed|hidden)$/.test(account.source);
    accounts.push(isForPersons ? { ...account, hasPersonsLook: true } : account);
  }
  return {
    seed,
    baseDate: date,
    accounts,
    unreported: isCase ? unreported2024Q2() : unreportedOf(seed, accounts),
  };
}

function platformOf(seed: number, unit: string, round: number): Platform {
  let at = between(0, 99, seed, unit, round, 'platform');
  for (const [platform, share] of SHARES) {
    at -= share;
    if (at < 0) return platform;
  }
  return 'weibo';
}

function makeAccount(
  seed: number,
  no: number,
  unit: Operator,
  platform: Platform,
  isCase: boolean,
): PlatformAccount {
  const id = String(5_000_000_000 + seed * 100_000 + no);
  const source = sourceOf(seed, no, platform);
  const name = accountName(unit, seed, no);
  const isFaulty = !isCase && chance(12, seed, no, 'faulty');
  const kind = isFaulty ? pick(['stale', 'stale', 'interaction', 'presence'], seed, no, 'fault') : 'fine';
  const presence = kind === 'presence' ? presenceOf(seed, no, source) : 'present';
  const interaction =
    kind === 'interaction' && seesInteraction(source)
      ? source === 'wechat_api'
        ? pick(['none', 'dead-menu'] as const, seed, no, 'interaction')
        : 'none'
      : 'works';
  const isStale = kind === 'stale';
  const newestAge = isStale
    ? between(14, 200, seed, no, 'age')
    : between(0, isCase ? 9 : 13, seed, no, 'age');
  const troubles = source === 'wechat_api' ? TROUBLES : source === 'weibo_json' ? WEIBO_TROUBLES : [];
  const hasTrouble = !isCase && troubles.length > 0 && chance(25, seed, no, 'trouble');
  return {
    ...{ no, id, name, platform, operator: unit.name, supervisor: unit.supervisor },
    ...{ region: unit.region, level: unit.level, source, newestAge, interaction, presence },
    shownName: presence === 'renamed' ? `${unit.name.slice(0, 6)}在线` : name,
    feedUrl: feedUrlOf(source, id, pick(['rss', 'atom', 'json'], seed, no, 'format')),
    handle: source === 'hidden' ? null : source.startsWith('weibo') ? id : `mn_${id}`,
    repostOver:
      !isStale && chance(10, seed, no, 'repost') ? newestAge + between(3, 60, seed, no, 'over') : null,
    massSentOnly: source === 'wechat_api' && !isStale && chance(15, seed, no, 'mass'),
    trouble: hasTrouble ? pick<Trouble>(troubles, seed, no, 'which') : null,
    hasPersonsLook: isCase && !seesInteraction(source),
    appId: `wx${hex(16, seed, no, 'app')}`,
    secret: hex(32, seed, no, 'secret'),
  };
}

/** Accounts of the same unit bear the same name on different platforms, two in three times. */
function accountName(unit: Operator, seed: number, no: number): string {
  const short = unit.name.replace(/人民政府办公室$|管理委员会$|委员会$/, '');
  return chance(66, seed, unit.name, 'same')
    ? `${short}发布`
    : `${short}${pick(['发布', '微讯', '在线', '政务'], seed, no, 'name')}`;
}

export function seesInteraction(source: SourceKind): boolean {
  return source === 'wechat_api' || source === 'page';
}

function presenceOf(seed: number, no: number, source: SourceKind): PlatformAccount['presence'] {
  if (source === 'weibo_json' || source === 'page')
    return pick(['deleted', 'frozen', 'renamed', 'expired'] as const, seed, no, 'presence');
  return 'present';
}

function sourceOf(seed: number, no: number, platform: Platform): SourceKind {
  const at = between(0, 99, seed, no, 'source');
  if (platform === 'weibo')
    return at < 60 ? 'weibo_json' : at < 75 ? 'weibo_page' : at < 90 ? 'feed' : 'hidden';
  if (platform === 'wechat_subscription' || platform === 'wechat_service')
    return at < 35 ? 'wechat_api' : at < 70 ? 'feed' : at < 85 ? 'page' : 'hidden';
  return at < 45 ? 'feed' : at < 75 ? 'page' : 'hidden';
}

const rows = (file: string) =>
  parse(readFileSync(path.join(DATA, file), 'utf8'), { columns: true }) as Record<string, string>[];

/** The four of annex 1 with the reasons that the bulletin's text gives. */
function failing2024Q2(seed: number): PlatformAccount[] {
  return rows('2024q2-failing.csv').map((row, no) => {
    const level = row.level as SiteLevel;
    const unit = {
      name: row.operator ?? '',
      region: row.region ?? '',
      level,
      supervisor: `${PROVINCE}人民政府`,
    };
    const made = makeAccount(seed, no, unit, row.platform as Platform, true);
    const name = row.account_name ?? '';
    return {
      ...{
        ...made,
        name,
        shownName: name,
        source: 'wechat_api' as const,
        feedUrl: null,
        handle: `mn_${made.id}`,
      },
      newestAge: row.not_updated === 'yes' ? between(20, 60, seed, no, 'age') : made.newestAge,
      interaction: row.no_interaction === 'yes' ? ('none' as const) : ('works' as const),
      ...{ repostOver: null, massSentOnly: false, trouble: null, hasPersonsLook: false },
    };
  });
}

function unreported2024Q2(): HiddenLead[] {
  const ways = ['qr', 'words', 'list'] as const;
  return rows('2024q2-unreported.csv').map((row, i) => ({
    ...{ name: row.account_name ?? '', operator: row.operator ?? '', platform: row.platform as Platform },
    ...{ region: row.region ?? '', level: row.level as SiteLevel, how: ways[i] ?? 'list', isForeign: false },
    sponsor: row.operator ?? '',
    id: String(9_100_000_000 + i),
  }));
}

/** Units of the registry with one account more than it says, and accounts of others that look alike. */
function unreportedOf(seed: number, accounts: readonly PlatformAccount[]): HiddenLead[] {
  return Array.from({ length: 6 }, (_, i) => {
    const owner = accounts[between(0, accounts.length - 1, seed, i, 'owner')];
    if (owner === undefined) throw new Error('no accounts');
    const isForeign = i % 3 === 2;
    return {
      name: `${owner.operator.slice(0, 8)}办事${i}号`,
      operator: isForeign ? `模拟传媒${i}有限公司` : owner.operator,
      ...{ platform: 'xiaohongshu' as const, region: owner.region, level: owner.level },
      how: (['qr', 'words', 'list'] as const)[i % 3] ?? 'list',
      ...{ isForeign, sponsor: owner.operator, id: String(9_000_000_000 + seed * 10 + i) },
    };
  });
}
