import type { IndicatorId, Outcome } from '../domain/outcome.ts';
import type { Language, Sentence } from '../domain/probe.ts';
import { REASON_NAMES } from '../domain/reason-names.ts';
import { ELSEWHERE_KEY, FAULT_KEY, LAPSED_KEY, UNSEEN_KEY } from './judge-look.ts';

/** Sentences of the runner itself, the same for every probe. */
const RUNNER_STRINGS: Readonly<Record<string, Sentence>> = {
  [UNSEEN_KEY]: { zh: '未能查看：{detail}', en: 'Not observed: {detail}' },
  [LAPSED_KEY]: {
    zh: '{day}查看时尚未超期，此后未再查看',
    en: 'Inside its limit when looked at on {day}, and not looked at since',
  },
  [ELSEWHERE_KEY]: { zh: '规则不要求此类网站', en: 'The rules do not ask this of such a site' },
  [FAULT_KEY]: { zh: '检查程序出错：{detail}', en: 'The probe itself failed: {detail}' },
};

/** A probe as far as its sentences go: of sites and of accounts. */
export interface Speaker {
  id: IndicatorId;
  strings: Readonly<Record<string, Sentence>>;
}

/** The outcome's sentence in `language`, with its parameters put in. */
export function say(outcome: Outcome, probes: readonly Speaker[], language: Language): string {
  const { key, params } = outcome.said;
  const probe = probes.find(({ id }) => id === outcome.indicator);
  const sentence = RUNNER_STRINGS[key] ?? probe?.strings[key];
  if (sentence === undefined) return key;
  const shown = language === 'zh' ? { ...params, ...detailInChinese(outcome) } : params;
  return sentence[language].replace(/\{(\w+)\}/g, (whole, name: string) => String(shown[name] ?? whole));
}

/** Details of what was not seen are English, for logs and `facts.detail`; a Chinese sentence names the reason instead. */
function detailInChinese({ reason, said: { key, params } }: Outcome): Record<string, string> {
  const { detail } = params;
  if (reason === null || key === FAULT_KEY || detail === undefined || /\p{Script=Han}/u.test(String(detail)))
    return {};
  return { detail: REASON_NAMES[reason] };
}
