import { type BulletinText, type Slip, sentencesOf } from './bulletin-text.ts';
import { splitNames } from './check-numbers.ts';

interface Stated {
  tested: number | null;
  inTime: number | null;
  sameDay: number | null;
  late: number | null;
  none: number | null;
  unavailable: number | null;
}

const PRINTED: readonly [keyof Stated, string][] = [
  ['sameDay', '当日回复'],
  ['late', '未及时回复'],
  ['none', '未回复'],
  ['unavailable', '渠道不可用'],
];

/** The interaction check: 测试 = 按期 + 未及时 + 未回复 + 渠道不可用, and each number as annex 2 lists it. */
export function checkLetters(bulletin: BulletinText): Slip[] {
  const stated = statedIn(bulletin.text);
  const slips: Slip[] = [];
  const { tested, inTime, sameDay, late, none, unavailable } = stated;
  if (tested !== null && inTime !== null) {
    const sum = inTime + (late ?? 0) + (none ?? 0) + (unavailable ?? 0);
    if (sum !== tested) {
      slips.push({
        rule: 'sum',
        message: `按期${inTime}＋未及时${late ?? 0}＋未回复${none ?? 0}＋渠道不可用${unavailable ?? 0}＝${sum}，而测试共计${tested}家`,
        quote: `共计${tested}家`,
      });
    }
    if (sameDay !== null && sameDay > inTime)
      slips.push({
        rule: 'sum',
        message: `当日回复${sameDay}家多于按期答复${inTime}家`,
        quote: `${sameDay}家`,
      });
  }
  const { annex2 } = bulletin;
  if (annex2 === null) return slips;
  for (const [key, category] of PRINTED) {
    const listed = annex2.filter((row) => row.category === category).length;
    const said = stated[key];
    if (said !== null && said !== listed)
      slips.push({
        rule: 'annex-count',
        message: `正文称${category}${said}家，附件2列${listed}家`,
        quote: category,
      });
  }
  return [...slips, ...twice(annex2)];
}

function statedIn(text: string): Stated {
  const stated: Stated = {
    tested: null,
    inTime: null,
    sameDay: null,
    late: null,
    none: null,
    unavailable: null,
  };
  for (const sentence of sentencesOf(text)) {
    if (!/信件|互动回应/.test(sentence)) continue;
    stated.tested ??= numberIn(/共计(\d+)家[^。]*测试/.exec(sentence));
    stated.inTime ??= numberIn(/(\d+)家网站?在规定时间内/.exec(sentence));
    for (const clause of sentence.split(/[；。]/)) {
      if (/另有/.test(clause)) continue;
      if (/于?当日回复/.test(clause)) stated.sameDay ??= sized(clause, /能够于?当日|当日回复/);
      if (/未及时(回复|答复)/.test(clause)) stated.late ??= sized(clause, /未及时/);
      else if (/未(回复|答复)/.test(clause)) stated.none ??= sized(clause, /未(回复|答复)/);
      if (/渠道不畅通|渠道不可用|未提交成功/.test(clause))
        stated.unavailable ??= sized(clause, /在信件|咨询建言|渠道/);
    }
  }
  return stated;
}

const numberIn = (match: RegExpExecArray | null) => (match === null ? null : Number(match[1]));

/** How many a clause speaks of: the number after 等, or the names it lists before its verb. */
function sized(clause: string, verb: RegExp): number | null {
  const head = clause.slice(0, clause.search(verb)).replace(/^.*其中，?/, '');
  const counted = /等?(\d+)家/.exec(head);
  if (counted !== null) return Number(counted[1]);
  const names = splitNames(head).filter((name) => name.includes('”网'));
  return names.length === 0 ? null : names.length;
}

function twice(rows: readonly Readonly<Record<string, string>>[]): Slip[] {
  const seen = new Map<string, string>();
  return rows.flatMap(({ site_name: name = '', category = '' }): Slip[] => {
    const before = seen.get(name);
    seen.set(name, category);
    return before === undefined
      ? []
      : [{ rule: 'name-twice', message: `附件2中“${name}”列了两次：${before}、${category}`, quote: name }];
  });
}
