import { type BulletinText, type Slip, sentencesOf } from './bulletin-text.ts';

const COUNT = /(\d+)(家|个|件|条|封)/g;

/** Rates against the counts of their own sentence, parts against their whole, lists against the number that ends them. */
export function checkNumbers({ text }: BulletinText): Slip[] {
  return sentencesOf(text).flatMap((sentence) => [
    ...rates(sentence),
    ...unqualified(sentence),
    ...lists(sentence),
  ]);
}

function rates(sentence: string): Slip[] {
  const slips: Slip[] = [];
  let from = 0;
  for (const match of sentence.matchAll(/([\p{Script=Han}]*?率)均?为(\d+(?:\.(\d+))?)%/gu)) {
    const before = sentence.slice(from, match.index);
    from = match.index + match[0].length;
    const counts = [...before.matchAll(COUNT)].map((count) => Number(count[1]));
    const [whole, ...parts] = counts;
    if (whole === undefined || whole === 0 || parts.length === 0) continue;
    const decimals = match[3]?.length ?? 0;
    const printed = match[2] ?? '';
    const shares = parts
      .filter((part) => part <= whole)
      .map((part) => ({ part, is: percent(part, whole, decimals) }));
    if (shares.length === 0 || shares.some(({ is }) => Number(is) === Number(printed))) continue;
    const nearest = shares.reduce((best, share) =>
      Math.abs(Number(share.is) - Number(printed)) < Math.abs(Number(best.is) - Number(printed))
        ? share
        : best,
    );
    slips.push({
      rule: 'rate',
      message: `${match[1]}印作${printed}%，而${nearest.part}÷${whole}=${nearest.is}%（四舍五入）`,
      quote: sentence.slice(Math.max(0, match.index - 40), from),
    });
  }
  return slips;
}

/** Half-up to so many decimals, in whole numbers. */
function percent(part: number, whole: number, decimals: number): string {
  const scale = 10n ** BigInt(decimals);
  const hundredths = (BigInt(part) * 200n * scale + BigInt(whole)) / (2n * BigInt(whole));
  const digits = hundredths.toString().padStart(decimals + 1, '0');
  return decimals === 0 ? digits : `${digits.slice(0, -decimals)}.${digits.slice(-decimals)}`;
}

function unqualified(sentence: string): Slip[] {
  const match =
    /(\d+)(?:个|家)[^。]{0,20}其中(\d+)(?:个|家)合格.*?(?:等)?(\d+)(?:个|家)[^，。]{0,16}不合格/u.exec(
      sentence,
    );
  if (match === null) return [];
  const [all, good, bad] = [Number(match[1]), Number(match[2]), Number(match[3])];
  if (all - good === bad) return [];
  return [
    { rule: 'sum', message: `${all}减去合格的${good}是${all - good}，不合格的印作${bad}`, quote: match[0] },
  ];
}

/** `A、B、C等N家`: more names than N, or as few names as two with N of one. */
function lists(sentence: string): Slip[] {
  return [...sentence.matchAll(/([^，。；：]*、[^，。；：]*?)等(\d+)(家|个)/g)].flatMap((match) => {
    const names = splitNames(match[1] ?? '');
    const stated = Number(match[2]);
    if (names.length <= stated) return [];
    return [
      {
        rule: 'list-count' as const,
        message: `列了${names.length}个名称，却称“等${stated}${match[3]}”`,
        quote: match[0],
      },
    ];
  });
}

/** Names of a list: cut at 、 outside quotation marks and brackets. */
export function splitNames(text: string): string[] {
  const names = [''];
  let depth = 0;
  for (const sign of text) {
    if (sign === '“' || sign === '（' || sign === '(') depth += 1;
    if (sign === '”' || sign === '）' || sign === ')') depth -= 1;
    if (sign === '、' && depth <= 0) names.push('');
    else names[names.length - 1] += sign;
  }
  return names.map((name) => name.trim()).filter((name) => name !== '');
}
