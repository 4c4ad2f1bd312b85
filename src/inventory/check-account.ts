import { ACCOUNT_STATES, type Account, PLATFORMS } from '../domain/account.ts';
import { SITE_LEVELS } from '../domain/site.ts';
import { type Checked, checkUrl, checkWord, refused } from './check-row.ts';
import type { CsvHeader, CsvRow } from './read-csv.ts';
import { DECLARED, LEVELS, PLATFORM_WORDS, STATES, wordOf } from './words.ts';

export const ACCOUNT_HEADER = {
  required: [
    'account_name',
    'platform',
    'operator',
    'supervisor',
    'region',
    'feed_url',
    'handle',
    'declared',
  ],
  optional: ['state', 'level', 'former_names'],
  names: {
    ...{ 账号名称: 'account_name', 账号: 'account_name', 平台: 'platform', 账号类型: 'platform' },
    ...{
      开设主体: 'operator',
      主办单位: 'operator',
      主管单位: 'supervisor',
      地区: 'region',
      所属地区: 'region',
    },
    ...{ 运行状态: 'state', 状态: 'state', 级别: 'level', 层级: 'level', 曾用名: 'former_names' },
    ...{ 主页地址: 'feed_url', 账号ID: 'handle', 已报送: 'declared', 是否报送: 'declared' },
  },
} as const satisfies CsvHeader;

/** One row of the registry of accounts. */
export function checkAccount(cells: CsvRow['cells']): Checked<Account> {
  const get = (name: (typeof ACCOUNT_HEADER.required | typeof ACCOUNT_HEADER.optional)[number]) =>
    cells[name] ?? '';
  if (get('account_name') === '')
    return refused('account_name is empty', 'fill in the name the platform shows');
  const platform = checkWord('platform', get('platform'), wordOf(get('platform'), PLATFORM_WORDS), PLATFORMS);
  if (!('value' in platform)) return platform;
  if (get('operator') === '')
    return refused('operator is empty', 'fill in the unit that opened it (开设主体)');
  if (get('region') === '') {
    return refused('region is empty', 'fill in the reporting unit, such as 榆林市 or 省直单位');
  }
  const feed: Checked<string | null> =
    get('feed_url') === '' ? { value: null } : checkUrl('feed_url', get('feed_url'));
  if (!('value' in feed)) return feed;
  const declared = wordOf(get('declared'), DECLARED);
  if (declared === undefined) {
    const what = get('declared') === '' ? 'declared is empty' : `declared "${get('declared')}" is unknown`;
    return refused(what, 'write yes or no (已报送: yes)');
  }
  const stateCell = get('state') || 'normal';
  const state = checkWord('state', stateCell, wordOf(stateCell, STATES), ACCOUNT_STATES);
  if (!('value' in state)) return state;
  const levelCell = get('level');
  const level: Checked<Account['level']> =
    levelCell === ''
      ? { value: null }
      : checkWord('level', levelCell, wordOf(levelCell, LEVELS), SITE_LEVELS);
  if (!('value' in level)) return level;
  const formerNames = get('former_names')
    .split(/[、;；|]/)
    .map((name) => name.trim())
    .filter((name) => name !== '');
  return {
    value: {
      ...{ state: state.value, level: level.value, formerNames },
      ...{ name: get('account_name'), platform: platform.value, operator: get('operator') },
      ...{ supervisor: get('supervisor'), region: get('region'), feedUrl: feed.value },
      ...{ handle: get('handle') || null, declared },
    },
  };
}
