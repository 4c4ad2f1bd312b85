import type { LetterCategory, LetterFlag, LetterState } from '../domain/letter.ts';
import type { LetterRates } from '../domain/letter-rates.ts';
import type { UndeterminedReason } from '../domain/outcome.ts';
import type { Language } from '../domain/probe.ts';
import { REASON_NAMES } from '../domain/reason-names.ts';
import type { CampaignRates } from '../run/letters-rates.ts';
import type { LetterStatus } from '../run/letters-status.ts';

const CATEGORY: Record<Language, Record<LetterCategory, string>> = {
  zh: {
    same_day: '当日回复',
    on_time: '按期答复',
    late: '未及时回复',
    none: '未回复',
    channel_unavailable: '渠道不可用',
    pending: '期限内',
    overdue: '已超期',
    undetermined: '待定',
  },
  en: {
    same_day: 'same day',
    on_time: 'on time',
    late: 'late',
    none: 'no reply',
    channel_unavailable: 'channel unavailable',
    pending: 'pending',
    overdue: 'overdue',
    undetermined: 'undetermined',
  },
};

const STATE: Record<Language, Record<LetterState, string>> = {
  zh: {
    planned: '待发',
    armed: '待重试',
    submitting: '提交中',
    submitted: '已提交',
    ambiguous: '是否提交不明',
    unavailable: '渠道不可用',
    cancelled: '已取消',
  },
  en: {
    planned: 'planned',
    armed: 'to be tried',
    submitting: 'being submitted',
    submitted: 'submitted',
    ambiguous: 'unclear whether submitted',
    unavailable: 'channel unavailable',
    cancelled: 'cancelled',
  },
};

const FLAG: Record<Language, Record<LetterFlag, string>> = {
  zh: {
    backdated: '疑似倒填日期',
    benefit_of_doubt: '从宽认定',
    duplicate_text: '答复雷同',
    recorded_by_person: '人工录入',
  },
  en: {
    backdated: 'backdated',
    benefit_of_doubt: 'benefit of the doubt',
    duplicate_text: 'same answer as others',
    recorded_by_person: 'recorded by a person',
  },
};

/** What a letter waits for or failed of, beyond the reasons that all indicators share. */
const LETTER_REASON: Readonly<Record<string, string>> = {
  no_channel: '没有找到咨询渠道',
  form_broken: '表单不能用',
  page_dead: '页面打不开',
  maintenance: '页面写着维护',
  server_error: '服务器出错',
  submit_dead: '提交按钮没有反应',
  not_stored: '核实未收到',
  not_sent_by_hand: '人工提交未成功',
  refused: '网站不收',
  blackhole: '只演练、未提交',
  interrupted: '被中断',
  process_died: '进程中断',
  not_allowed: '当时不准发',
};

/** What came after the click or kept from it, in the page's own words behind it. */
const TOLD: Readonly<Record<string, string>> = {
  failed: '网页报错：',
  silent: '提交后没有明确答复：',
  form: '没有填完：',
  submit: '没有交成：',
};

export function reasonWords(reason: string, language: Language): string {
  if (language === 'en') return reason;
  const [, prefix = '', told = ''] = /^(\w+): (.*)$/s.exec(reason) ?? [];
  if (prefix in TOLD) return `${TOLD[prefix]}${told}`;
  return LETTER_REASON[reason] ?? REASON_NAMES[reason as UndeterminedReason] ?? reason;
}

/** One letter on two lines: where it stands, and how that was worked out. */
export function printLetter(letter: LetterStatus, language: Language): string {
  const { letterId, siteName, siteCode, state, reason, category, receipt, flags, working } = letter;
  const number = receipt?.number == null ? '' : ` ${receipt.number}`;
  const said = reason === null ? '' : reasonWords(reason, language);
  const why = reason === null ? '' : language === 'zh' ? `（${said}）` : ` (${said})`;
  // Rehearsed up to the click is no attempt.
  const stands = state === 'armed' && reason === 'blackhole' ? 'planned' : state;
  const head = state === 'submitted' ? CATEGORY[language][category] : STATE[language][stands];
  const marks = flags.length === 0 ? '' : ` !${flags.map((flag) => FLAG[language][flag]).join(' !')}`;
  return `[${head}] ${letterId} ${siteName} ${siteCode}${number}${why}${marks}\n    ${working}\n`;
}

/** The figures as a bulletin writes them, then annex 2, then what is open by name. */
export function printRates({ campaign, rates, annex2, open }: CampaignRates, language: Language): string {
  const lines = language === 'zh' ? ratesZh(rates) : ratesEn(rates);
  lines.push(
    language === 'zh'
      ? `时限：${campaign.deadlineWorkdays}个工作日（${campaign.deadlineSource}）`
      : `deadline: ${campaign.deadlineWorkdays} workdays (${campaign.deadlineSource})`,
  );
  for (const { category, label, siteType, names } of annex2) {
    lines.push(`${language === 'zh' ? label : CATEGORY.en[category]} · ${siteType} (${names.length})`);
    lines.push(`  ${names.join('、')}`);
  }
  for (const { siteName, category, reason } of open)
    lines.push(
      `${CATEGORY[language][category as LetterCategory]} ${siteName}${reason === null ? '' : ` (${reasonWords(reason, language)})`}`,
    );
  return `${lines.join('\n')}\n`;
}

function ratesZh({ tested, counts, inTime, inTimeRate, quality, backdated, open }: LetterRates): string[] {
  return [
    `共测试 ${tested} 家；按期答复 ${inTime} 家${inTimeRate === null ? '' : `，占 ${inTimeRate}`}，其中当日回复 ${counts.same_day} 家；` +
      `未及时回复 ${counts.late} 家，未回复 ${counts.none} 家，渠道不可用 ${counts.channel_unavailable} 家。`,
    `答复质量：实质答复 ${quality.substantive} 件，推诿敷衍 ${quality.evasive} 件，仅告知收悉 ${quality.acknowledgement} 件；疑似倒填日期 ${backdated} 家。`,
    ...(open.pending + open.overdue + open.undetermined === 0
      ? []
      : [`另有期限内 ${open.pending} 家、已超期 ${open.overdue} 家、待定 ${open.undetermined} 家，不计入。`]),
  ];
}

function ratesEn({ tested, counts, inTime, inTimeRate, quality, backdated, open }: LetterRates): string[] {
  return [
    `${tested} tested; ${inTime} in time${inTimeRate === null ? '' : ` (${inTimeRate})`}, ${counts.same_day} of them the same day; ` +
      `${counts.late} late, ${counts.none} without reply, ${counts.channel_unavailable} channels unavailable.`,
    `answers: ${quality.substantive} substantive, ${quality.evasive} evasive, ${quality.acknowledgement} acknowledged only; ${backdated} backdated.`,
    `open, outside the rate: ${open.pending} pending, ${open.overdue} overdue, ${open.undetermined} undetermined.`,
  ];
}
