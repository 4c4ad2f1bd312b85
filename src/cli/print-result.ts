import type { Language } from '../domain/probe.ts';
import { REASON_NAMES } from '../domain/reason-names.ts';
import type { SiteResult } from '../run/site-result.ts';
import { OUTCOME_WORDS } from './outcome-words.ts';

const WORDS = {
  zh: {
    ...OUTCOME_WORDS.zh,
    cost: (r: SiteResult) =>
      `${r.cost.requests}次请求（浏览器${r.cost.browserPages}页），${Math.round(r.cost.bytes / 1024)} KB，${(r.cost.ms / 1000).toFixed(1)} s`,
    passed: (n: number) => `另有${n}项通过或不适用（--json 可见全部）`,
    notExamined: '未检查',
    again:
      '疑似问题由此后某日的扫描自动复查：两次一致且至少一次经浏览器读取即为确认；人工可用 xunjian findings confirm|dismiss ID --why 理由',
  },
  en: {
    ...OUTCOME_WORDS.en,
    cost: (r: SiteResult) =>
      `${r.cost.requests} requests (${r.cost.browserPages} in the browser), ${Math.round(r.cost.bytes / 1024)} KB, ${(r.cost.ms / 1000).toFixed(1)} s`,
    passed: (n: number) => `${n} more passed or do not apply (--json shows all)`,
    notExamined: 'not examined',
    again:
      'What is suspected is looked at again by itself in a scan on a later day: two looks that agree, one of them in the browser, confirm it; a person may say so by xunjian findings confirm|dismiss ID --why',
  },
} as const;

/** One site's result for a person: verdict, then what is not simply fine, each with where it stands and its evidence. */
export function printResult(result: SiteResult, language: Language): string {
  const words = WORDS[language];
  const lines = [`${result.siteName} ${result.siteCode ?? ''} ${result.homeUrl}`];
  lines.push(
    `  ${words.verdict[result.verdict]} · ${result.ruleset} · ${result.asOf} · ${words.cost(result)}`,
  );
  const telling = result.outcomes.filter(({ outcome }) => outcome !== 'pass' && outcome !== 'not_applicable');
  for (const { id, indicator, outcome, standing, reason, message, evidence, subject } of telling) {
    const why = reason === null ? '' : language === 'zh' ? REASON_NAMES[reason] : reason;
    const state = standing === null ? why : words.standing[standing];
    lines.push(`  [${words.outcome[outcome]}${state === '' ? '' : `·${state}`}] ${indicator} ${message}`);
    const where = subject?.url === undefined ? '' : `${subject.url} `;
    if (outcome === 'fail') lines.push(`      ${where}${id} ${evidence[0] ?? ''}`);
  }
  const rest = result.outcomes.length - telling.length;
  if (rest > 0) lines.push(`  ${words.passed(rest)}`);
  if (result.notExamined.length > 0) lines.push(`  ${words.notExamined}: ${result.notExamined.join(', ')}`);
  if (telling.some(({ standing }) => standing === 'suspected')) lines.push(`  ${words.again}`);
  return `${lines.join('\n')}\n`;
}
