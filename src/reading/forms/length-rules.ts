import type { FieldRole, FieldRules } from '../../domain/page-reading.ts';
import { plainLabel, roleOfLabel, toHalfWidth } from './words.ts';

const DIGITS: Record<string, number> = {
  零: 0,
  〇: 0,
  一: 1,
  二: 2,
  两: 2,
  三: 3,
  四: 4,
  五: 5,
  六: 6,
  七: 7,
  八: 8,
  九: 9,
};

/** 十、二十五、五百、一千五百、两千 and plain digits; null for anything else. */
export function numberOf(text: string): number | null {
  if (/^\d{1,6}$/.test(text)) return Number(text);
  if (text === '' || text.length > 8) return null;
  let total = 0;
  let digit = 0;
  let section = 0;
  for (const c of text) {
    const value = DIGITS[c];
    if (value !== undefined) digit = value;
    else if (c === '十') [section, digit] = [section + (digit || 1) * 10, 0];
    else if (c === '百') [section, digit] = [section + digit * 100, 0];
    else if (c === '千') [section, digit] = [section + digit * 1_000, 0];
    else if (c === '万') [total, section, digit] = [(section + digit) * 10_000, 0, 0];
    else return null;
  }
  return total + section + digit;
}

const N = '(\\d{1,6}|[一二两三四五六七八九十百千万]{1,6})';
const UNIT = '\\s*(?:个|位)?\\s*(?:汉字|中文|文字|英文|字节|字符|字|位)?';
const RANGE = new RegExp(
  `${N}${UNIT}\\s*(?:-|–|—|~|～|至|到|—{2})\\s*${N}\\s*(?:个|位)?\\s*(?:以内的?)?\\s*(?:之间的?)?\\s*(汉字|中文|文字|字节|字符|字|位|个)`,
);
const BETWEEN = new RegExp(`(?:长度|字数|字符数|介于|在).{0,6}?${N}\\s*(?:-|–|~|至|到|和|与)\\s*${N}`);
const MOST = [
  new RegExp(
    `(?:不超过|不得超过|不能超过|不可超过|不要超过|不大于|不多于|勿超过|超过|最多|至多|限制?(?:在|为)?|上限|最大(?:长度)?|小于|少于等于|控制在|剩余|还可(?:以)?(?:输入)?|还能输入|可输入|最长)(?:为|可|可以|输入|填写|是)*[^\\d一二两三四五六七八九十]{0,3}${N}\\s*(?:个|位)?\\s*(?:以内)?\\s*(汉字|中文|文字|字节|字符|字|个字)`,
  ),
  new RegExp(
    `${N}\\s*(?:个|位)?\\s*(汉字|中文|文字|字节|字符|字)\\s*(?:\\(.{0,4}\\))?\\s*(?:以内|之内|内|以下|封顶|为限)`,
  ),
  new RegExp(`(?:^|[^\\d])\\d{1,5}\\s*/\\s*${N}(?!\\d|\\s*/)`),
];
const LEAST = [
  new RegExp(
    `(?:不少于|不得少于|不能少于|不可少于|不低于|不得低于|至少|最少|不小于|大于等于|少于|最短|满)(?:为|输入|填写|要|需|需要|应|是)*[^\\d一二两三四五六七八九十]{0,3}${N}\\s*(?:个|位)?\\s*(汉字|中文|文字|字节|字符|字|个字)`,
  ),
  new RegExp(`${N}\\s*(?:个|位)?\\s*(汉字|中文|文字|字节|字符|字)\\s*(?:以上|起)`),
];

/** Lengths one sentence states; bytes are halved, for a Chinese character takes two. */
export function lengthsIn(sentence: string): Pick<FieldRules, 'minLength' | 'maxLength'> {
  const text = toHalfWidth(sentence).slice(0, 200);
  const rules: Pick<FieldRules, 'minLength' | 'maxLength'> = {};
  const range = RANGE.exec(text) ?? (/字|位|长度/.test(text) ? BETWEEN.exec(text) : null);
  if (range) {
    const low = numberOf(range[1] ?? '');
    const high = numberOf(range[2] ?? '');
    const scale = range[3] === '字节' ? 2 : 1;
    if (low !== null && high !== null && low <= high && high > 0) {
      return { minLength: Math.ceil(low / scale), maxLength: Math.floor(high / scale) };
    }
  }
  // 不少于 contains 少于: the lower bound is read first, and the upper never from the same words.
  const least = first(LEAST, text);
  const most = first(MOST, text.replace(/(不得|不能|不可|不)(少于|低于|小于)[^,，。;；、]{0,12}/g, ' '));
  if (least !== null && least > 0) rules.minLength = least;
  if (most !== null && most > 0) rules.maxLength = most;
  if (rules.minLength !== undefined && rules.maxLength !== undefined && rules.minLength > rules.maxLength)
    return {};
  return rules;
}

function first(patterns: readonly RegExp[], text: string): number | null {
  for (const pattern of patterns) {
    const m = pattern.exec(text);
    const n = m ? numberOf(m[1] ?? '') : null;
    if (n !== null) return m?.[2] === '字节' ? Math.floor(n / 2) : n;
  }
  return null;
}

/** Sentences of a notice or a script's alert that name a field and a length: 标题最少三个字，内容不低于十个字. */
export function lengthsByRole(
  texts: readonly string[],
): Map<FieldRole, { rules: Pick<FieldRules, 'minLength' | 'maxLength'>; words: string }> {
  const found = new Map<FieldRole, { rules: Pick<FieldRules, 'minLength' | 'maxLength'>; words: string }>();
  for (const text of texts) {
    for (const clause of text.slice(0, 4_000).split(/[,，。;；!！\n]|\\n|、(?=标题|内容|正文|主题)/)) {
      if (clause.length > 80 || !/字|位/.test(clause)) continue;
      const rules = lengthsIn(clause);
      if (rules.maxLength === undefined && rules.minLength === undefined) continue;
      const role = subjectOf(clause);
      if (role === null) continue;
      const known = found.get(role);
      if (known) known.rules = { ...rules, ...known.rules };
      else found.set(role, { rules, words: clause.trim() });
    }
  }
  return found;
}

/** Which field a rule speaks of: title and content alone, for of others hardly anything but nonsense is stated. */
function subjectOf(clause: string): FieldRole | null {
  if (/标题|主题|题目/.test(clause)) return 'title';
  if (/内容|正文|字数|留言|来信|信件|意见|诉求|描述/.test(clause)) return 'content';
  if (/姓名/.test(clause)) return 'name';
  const role = roleOfLabel(plainLabel(clause));
  return role === 'content' ? role : null;
}
