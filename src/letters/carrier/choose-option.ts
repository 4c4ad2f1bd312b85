import type { FieldReading } from '../../domain/page-reading.ts';
import type { Site } from '../../domain/site.ts';

export interface Choice {
  value: string;
  label: string;
}

/** What no consultation is: such letters go to other desks, some of which W5 does not count. */
const NOT_A_QUESTION = /投诉|举报|信访|纪检|监察|表扬|感谢|检举|控告/;
const NOTHING_CHOSEN =
  /^[\s\-—=～~]*(请|点击)?(先)?(选择|下拉|全部|不限|无)?[^\u4e00-\u9fffA-Za-z0-9]*$|^请?选择|^-+.*-+$|loading|加载/i;
const HIDES = /不|否|保密|匿名|隐|拒绝|no\b|private/i;

/** Whether an option is only the list's prompt (请选择). */
export function isPrompt({ value, label }: Choice): boolean {
  return NOTHING_CHOSEN.test(label.trim()) || (label.trim() === '' && value.trim() === '');
}

/**
 * Which option a citizen with a plain question would choose; -1 when there is none to choose. A letter is marked public
 * where the form asks, so that it can be found in the public list (STANDARDS §12.4).
 */
export function chooseOption(field: FieldReading, choices: readonly Choice[], site: Site): number {
  const usable = choices.map((choice, index) => ({ ...choice, index })).filter((choice) => !isPrompt(choice));
  const first = (test: (label: string) => boolean) => usable.find(({ label }) => test(label))?.index;
  const any = usable[0]?.index ?? -1;
  switch (field.role) {
    case 'category':
      return (
        first((label) => /咨询|询问|提问/.test(label) && !NOT_A_QUESTION.test(label)) ??
        first((label) => /咨询|询问|提问/.test(label)) ??
        first((label) => /建议|建言/.test(label)) ??
        first((label) => /求助|其他|其它|综合/.test(label)) ??
        first((label) => !NOT_A_QUESTION.test(label)) ??
        any
      );
    case 'public':
      return first((label) => !HIDES.test(label)) ?? any;
    case 'department':
      return (
        first(
          (label) => label.length >= 2 && (site.sponsor.includes(label) || label.includes(site.sponsor)),
        ) ??
        first((label) => label.length >= 2 && site.name.includes(label)) ??
        first((label) => /政府办|办公室|本级|综合|(市|县|区|州)长|局长|主任|厅长/.test(label)) ??
        first((label) => !/纪委|监委|纪检|信访|巡察|公安/.test(label)) ??
        any
      );
    default:
      return first((label) => !NOT_A_QUESTION.test(label)) ?? any;
  }
}
