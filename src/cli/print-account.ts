import { PLATFORM_NAMES, type Platform } from '../domain/account.ts';
import type { UndeterminedReason } from '../domain/outcome.ts';
import type { Language } from '../domain/probe.ts';
import { REASON_NAMES } from '../domain/reason-names.ts';
import type { AccountRate, AccountTally } from '../report/account-tally.ts';
import type { AccountResult } from '../run/account-result.ts';
import type { LeadResult } from '../run/accounts-discover.ts';
import { OUTCOME_WORDS } from './outcome-words.ts';

const WORDS = {
  zh: {
    ...OUTCOME_WORDS.zh,
    passed: (n: number) => `另有${n}项通过或不适用`,
    head: ({ checked, qualified, unqualified, undetermined, rate }: AccountRate) =>
      `共检查账号 ${checked} 个：合格 ${qualified}，不合格 ${unqualified}，待定 ${undetermined}；合格率 ${rate ?? '—'}`,
    groups: { byRegion: '按地区', byLevel: '按层级', byPlatform: '按平台' },
    failing: '不合格',
    suspected: '疑似问题（待确认）',
    open: '未能判定',
  },
  en: {
    ...OUTCOME_WORDS.en,
    passed: (n: number) => `${n} more passed or do not apply`,
    head: ({ checked, qualified, unqualified, undetermined, rate }: AccountRate) =>
      `${checked} accounts: ${qualified} qualified, ${unqualified} unqualified, ${undetermined} undetermined; pass rate ${rate ?? '—'}`,
    groups: { byRegion: 'by region', byLevel: 'by level', byPlatform: 'by platform' },
    failing: 'unqualified',
    suspected: 'suspected, to be confirmed',
    open: 'not determined',
  },
} as const;

const LEVELS: Readonly<Record<string, string>> = { province: '省级', city: '市级', county: '县级' };

const reasonName = (reason: string) =>
  Object.hasOwn(REASON_NAMES, reason) ? REASON_NAMES[reason as UndeterminedReason] : reason;

/** One account's result for a person; one line when nothing is to be told. */
export function printAccountResult(result: AccountResult, language: Language): string {
  const words = WORDS[language];
  const telling = result.outcomes.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'not_applicable');
  const lines = [`${words.verdict[result.verdict]}  ${result.region}  ${result.title}`];
  for (const { id, indicator, outcome, standing, reason, message, evidence } of telling) {
    const why = reason === null ? '' : language === 'zh' ? reasonName(reason) : reason;
    const state = standing === null ? why : words.standing[standing];
    lines.push(`    [${words.outcome[outcome]}${state === '' ? '' : `·${state}`}] ${indicator} ${message}`);
    if (outcome === 'fail') lines.push(`        ${id} ${evidence[0] ?? ''}`.trimEnd());
  }
  return `${lines.join('\n')}\n`;
}

/** Where a lead stands: `疑似`, `未定`. */
export function leadStateName(
  { standing, outcome }: Pick<LeadResult, 'standing' | 'outcome'>,
  language: Language,
): string {
  return standing === null ? WORDS[language].outcome[outcome] : WORDS[language].standing[standing];
}

/** A group of a draw: `西安市 市级 微信订阅号`. */
export function stratumName(stratum: Readonly<Record<string, string>>, language: Language): string {
  return Object.values(stratum)
    .map((name) => (language === 'zh' ? (PLATFORM_NAMES[name as Platform] ?? LEVELS[name] ?? name) : name))
    .filter((name) => name !== '')
    .join(' ');
}

/** The longest list of names a terminal is given; all of them stand in --json. */
const MOST_NAMES = 40;

/** The sum of a check for a person. */
export function printTally(found: AccountTally, language: Language): string {
  const words = WORDS[language];
  const lines = ['', words.head(found)];
  const named = (name: string) => {
    const known = PLATFORM_NAMES[name as Platform] ?? LEVELS[name];
    return language === 'zh' ? (known ?? (name || '（未填）')) : name || '(none)';
  };
  for (const group of ['byRegion', 'byLevel', 'byPlatform'] as const) {
    if (found[group].length < 2) continue;
    const cells = found[group].map(
      ({ name, qualified, unqualified, rate }) =>
        `${named(name)} ${qualified}/${qualified + unqualified} ${rate ?? '—'}`,
    );
    lines.push(`${words.groups[group]}：${cells.join(' · ')}`);
  }
  const list = (title: string, rows: readonly string[]) => {
    if (rows.length === 0) return;
    lines.push(`${title} ${rows.length}：`, ...rows.slice(0, MOST_NAMES).map((row) => `  ${row}`));
    if (rows.length > MOST_NAMES) lines.push(`  … +${rows.length - MOST_NAMES}`);
  };
  list(
    words.failing,
    found.failing.map(({ title, messages }) => `${title}：${messages.join('；')}`),
  );
  list(
    words.suspected,
    found.suspected.map(({ title, messages }) => `${title}：${messages.join('；')}`),
  );
  list(
    words.open,
    found.open.map(({ title, reasons }) => {
      const named = reasons.map((reason) => (language === 'zh' ? reasonName(reason) : reason));
      return `${title}（${named.join('、')}）`;
    }),
  );
  return `${lines.join('\n')}\n`;
}
