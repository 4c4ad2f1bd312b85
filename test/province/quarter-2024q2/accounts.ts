import { matchRegistry } from '../../../src/accounts/registry-history.ts';
import {
  type Account,
  PLATFORM_NAMES,
  PLATFORMS,
  type Platform,
  type RegisteredAccount,
} from '../../../src/domain/account.ts';
import type { AccountLead } from '../../../src/domain/account-lead.ts';
import { feedUrlOf } from '../accounts/addresses.ts';
import type { SourceKind } from '../accounts/model.ts';
import { publishedAccounts, publishedFigures, publishedRegions } from './published-tables.ts';

/** What is wrong with an account, from which look on and until which. */
export interface AccountFault {
  indicator: 'account-not-updated' | 'account-no-interaction';
  from: AccountLookName;
  /** The first look that finds it mended; null when none does. */
  mendedAt: AccountLookName | null;
}

/**
 * The quarter's looks at accounts, and those of two earlier quarters at the one that comes up again. Two of April agree on
 * what was dispatched; those of June find all but one mended, and what is new.
 */
export const ACCOUNT_LOOKS = {
  autumnFirst: '2023-11-13T06:00:00+08:00',
  autumnSecond: '2023-11-14T06:00:00+08:00',
  autumnMended: '2023-12-12T06:00:00+08:00',
  winterFirst: '2024-02-19T06:00:00+08:00',
  winterSecond: '2024-02-20T06:00:00+08:00',
  winterMended: '2024-03-20T06:00:00+08:00',
  aprilFirst: '2024-04-11T06:00:00+08:00',
  aprilSecond: '2024-04-15T06:00:00+08:00',
  juneFirst: '2024-06-18T06:00:00+08:00',
  juneSecond: '2024-06-24T06:00:00+08:00',
} as const;
export type AccountLookName = keyof typeof ACCOUNT_LOOKS;

export interface ScriptAccount {
  account: Account;
  faults: readonly AccountFault[];
  /** Looks before the quarter's own. */
  earlier: readonly AccountLookName[];
  /** Nothing could be seen of it: undetermined, in no rate. */
  isUnseen: boolean;
  /** No machine sees it; a person looked in June. */
  isByPerson: boolean;
  /** Its number on its platform. */
  id: string;
  /** How the platform shows it. */
  source: SourceKind;
}

/** A platform's name as the tables print it. */
function platformOf(printed: string): Platform {
  const platform = PLATFORMS.find((one) => PLATFORM_NAMES[one] === printed);
  if (platform === undefined) throw new Error(`no platform ${printed}`);
  return platform;
}

/** Platforms that tell of themselves what is wrong with an account: two looks of a page that we read would not confirm it. */
const TELLING: Readonly<Record<AccountFault['indicator'], readonly Platform[]>> = {
  'account-not-updated': ['wechat_subscription', 'weibo', 'wechat_service'],
  'account-no-interaction': ['wechat_subscription', 'wechat_service'],
};
const INVENTED_ON: readonly Platform[] = [
  'wechat_subscription',
  'weibo',
  'douyin',
  'wechat_service',
  'toutiao',
];

/** When the failures of the published accounts showed; the text gives the reasons. */
const FAULTS: Readonly<Record<string, readonly AccountFault[]>> = {
  陕西金融: [{ indicator: 'account-not-updated', from: 'juneFirst', mendedAt: null }],
  方志陕西: [{ indicator: 'account-no-interaction', from: 'juneFirst', mendedAt: null }],
  陕西省渭南监狱: [
    { indicator: 'account-no-interaction', from: 'autumnFirst', mendedAt: 'autumnMended' },
    { indicator: 'account-no-interaction', from: 'winterFirst', mendedAt: 'winterMended' },
    { indicator: 'account-no-interaction', from: 'juneFirst', mendedAt: null },
  ],
  // The one problem that was dispatched and not closed, and a second one of June.
  渭南地方志: [
    { indicator: 'account-not-updated', from: 'aprilFirst', mendedAt: null },
    { indicator: 'account-no-interaction', from: 'juneFirst', mendedAt: null },
  ],
};

/** Accounts the text praises: part of the sample. */
const PRAISED: readonly [string, string, string][] = [
  ['陕西交警', '陕西省公安厅交通警察总队', '省直单位'],
  ['西安交警', '西安市公安局交通管理局', '西安市'],
  ['咸阳高新区', '咸阳高新技术产业开发区管理委员会', '咸阳市'],
];

/** 漏报: in no registry. Units without a site need an account that is in one, or nobody would know them. */
export const UNREPORTED: readonly {
  name: string;
  operator: string;
  region: string;
  isKnownBySite: boolean;
}[] = [
  { name: '太白林区', operator: '陕西省太白林业局', region: '省直单位', isKnownBySite: false },
  {
    ...{ name: '榆林经开区政务服务中心', operator: '榆林市经济技术开发区（榆神工业区）管理委员会' },
    ...{ region: '榆林市', isKnownBySite: true },
  },
  {
    ...{ name: '黄陵县市场监管综合执法大队', operator: '黄陵县市场监管综合执法大队', region: '延安市' },
    isKnownBySite: false,
  },
];

/** As a platform's search lists them, with the operator that the platform names. */
export const LEADS: readonly AccountLead[] = UNREPORTED.map(({ name, operator }) => ({
  ...{ platform: 'wechat_subscription', name, handle: null, url: null, operator },
  ...{ way: 'list', foundOn: 'leads.csv', evidence: [] },
}));

const UNSEEN = 2;
const BY_PERSON = 12;

type Draft = Omit<ScriptAccount, 'id' | 'source'>;

const make = (
  account: Pick<Account, 'name' | 'platform' | 'operator' | 'region'>,
  rest: Partial<Omit<Draft, 'account'>> = {},
  state: Account['state'] = 'normal',
): Draft => ({
  account: {
    ...account,
    supervisor: account.region === '省直单位' ? '陕西省人民政府办公厅' : `${account.region}人民政府办公室`,
    ...{ feedUrl: null, handle: null, declared: true, state, level: null, formerNames: [] },
  },
  ...{ faults: [], earlier: [], isUnseen: false, isByPerson: false },
  ...rest,
});

/** Accounts that the platform's scan found wanting in April, as many as annex 3 counts, less the published one. */
function scanned(): Draft[] {
  return publishedRegions().flatMap(({ unit, account_problems: count, account_closed: closed }) =>
    unit === '合计'
      ? []
      : Array.from({ length: Math.min(Number(count), Number(closed)) }, (_, index) => {
          const no = String(index + 1).padStart(2, '0');
          const indicator = index % 2 === 0 ? 'account-not-updated' : 'account-no-interaction';
          const platforms = TELLING[indicator];
          const platform = platforms[Math.floor(index / 2) % platforms.length] ?? 'wechat_subscription';
          return make(
            {
              ...{ name: `${unit}演示账号甲${no}`, platform },
              ...{ operator: `${unit}演示单位甲${no}`, region: unit },
            },
            { faults: [{ indicator, from: 'aprilFirst', mendedAt: 'juneFirst' }] },
          );
        }),
  );
}

/** The registry of accounts: as many in normal use as were sampled, two that nobody could see, one shut down. */
export function scriptAccounts(): ScriptAccount[] {
  const published = publishedAccounts().map(({ account: name, operator, platform }) => {
    const faults = FAULTS[name] ?? [];
    const region = operator.startsWith('渭南') ? '渭南市' : '省直单位';
    const earlier = (Object.keys(ACCOUNT_LOOKS) as AccountLookName[]).filter(
      (look) => /^(autumn|winter)/.test(look) && faults.some(({ from }) => from.startsWith('autumn')),
    );
    return make({ name, platform: platformOf(platform), operator, region }, { faults, earlier });
  });
  const praised = PRAISED.map(([name, operator, region]) =>
    make({ name, platform: 'douyin', operator, region }),
  );
  const ofUnits = UNREPORTED.filter(({ isKnownBySite }) => !isKnownBySite).map(({ operator, region }) =>
    make({ name: `${operator}演示微博`, platform: 'weibo', operator, region }),
  );
  const named = [...published, ...praised, ...ofUnits, ...scanned()];
  const regions = publishedRegions().flatMap(({ unit }) => (unit === '合计' ? [] : [unit]));
  const invented = Array.from(
    { length: publishedFigures().accounts.sampled - named.length + UNSEEN },
    (_, index) => {
      const region = regions[index % regions.length] ?? '';
      const no = String(index + 1).padStart(4, '0');
      const platform = INVENTED_ON[index % INVENTED_ON.length] ?? 'weibo';
      return make(
        { name: `演示账号${no}`, platform, operator: `${region}演示单位${no}`, region },
        { isUnseen: index < UNSEEN, isByPerson: index >= UNSEEN && index < UNSEEN + BY_PERSON },
      );
    },
  );
  const shut = make(
    { name: '演示停用账号', platform: 'toutiao', operator: '省直单位演示单位停用', region: '省直单位' },
    {},
    'closed',
  );
  return [...named, ...invented, shut].map(onPlatform);
}

/** The account with the way in which its platform shows it, and its address or name there. */
function onPlatform(draft: Draft, index: number): ScriptAccount {
  const { account, faults, isUnseen, isByPerson } = draft;
  const id = String(7_000_000_000 + index);
  const source = isUnseen || isByPerson ? 'hidden' : sourceOf(account.platform, faults, index);
  const handle = source === 'wechat_api' ? `mn_${id}` : null;
  return { ...draft, id, source, account: { ...account, feedUrl: feedUrlOf(source, id), handle } };
}

/** The platform's own word where something is wrong, else a page of it for every second account. */
function sourceOf(platform: Platform, faults: readonly AccountFault[], index: number): SourceKind {
  const isOwn = faults.length > 0 || index % 2 === 0;
  if (platform === 'wechat_subscription' || platform === 'wechat_service')
    return isOwn ? 'wechat_api' : 'page';
  return platform === 'weibo' && isOwn ? 'weibo_json' : 'page';
}

/** The same with the keys that the store gives them. */
export function keysOf(accounts: readonly ScriptAccount[]): RegisteredAccount[] {
  return matchRegistry(
    [],
    accounts.map(({ account }) => account),
  );
}
