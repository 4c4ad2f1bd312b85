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
    case 'address':
      return (
        first((label) => isAbout(label, site.region)) ??
        first((label) => isAbout(label, site.name)) ??
        first((label) => isAbout(label, provinceOf(site.siteCode) ?? '')) ??
        any
      );
    default:
      return first((label) => !NOT_A_QUESTION.test(label)) ?? any;
  }
}

/** A place and the words of another: 陕西 and 陕西省, 榆林市 and 榆林市榆阳区. */
function isAbout(label: string, place: string): boolean {
  const plain = (text: string) => text.replace(/(省|市|区|县|自治州|自治区|特别行政区)$/, '');
  return plain(label).length >= 2 && plain(place).length >= 2 && place.includes(plain(label));
}

/** The first two digits of a site code are those of the province (GB/T 2260). */
function provinceOf(siteCode: string): string | null {
  return PROVINCES[siteCode.slice(0, 2)] ?? null;
}

const PROVINCES: Readonly<Record<string, string>> = {
  ...{
    11: '北京市',
    12: '天津市',
    13: '河北省',
    14: '山西省',
    15: '内蒙古自治区',
    21: '辽宁省',
    22: '吉林省',
  },
  ...{ 23: '黑龙江省', 31: '上海市', 32: '江苏省', 33: '浙江省', 34: '安徽省', 35: '福建省', 36: '江西省' },
  ...{
    37: '山东省',
    41: '河南省',
    42: '湖北省',
    43: '湖南省',
    44: '广东省',
    45: '广西壮族自治区',
    46: '海南省',
  },
  ...{ 50: '重庆市', 51: '四川省', 52: '贵州省', 53: '云南省', 54: '西藏自治区', 61: '陕西省', 62: '甘肃省' },
  ...{ 63: '青海省', 64: '宁夏回族自治区', 65: '新疆维吾尔自治区' },
};
