import { type BulletinText, joined, type Slip } from './bulletin-text.ts';
import { splitNames } from './check-numbers.ts';

/** What the checker knows of the province: its name, its reporting units and their places. */
export interface KnownPlaces {
  province: string;
  regions: readonly { name: string; places: readonly string[] }[];
}

/** Names: one form for each unit, a unit in its own class, places that exist, every name of an annex where it belongs. */
export function checkNames(bulletin: BulletinText, known: KnownPlaces): Slip[] {
  const annexNames = (bulletin.annex2 ?? []).map(({ site_name: name = '' }) => name);
  const names = [...new Set([...annexNames, ...namesIn(bulletin)])];
  return [
    ...variants(names, known),
    ...levels(bulletin, known),
    ...annexNames.flatMap((name) => place(name, known)),
    ...annexNames.flatMap(form),
    ...brackets(annexNames),
    ...accounts(bulletin),
    ...forwarded(bulletin, known),
  ];
}

/** Units the text names: sites in quotation marks, units before an account's name, those a notice calls on. */
function namesIn({ text, annex1 }: BulletinText): string[] {
  const whole = joined(text);
  const sites = [...whole.matchAll(/“([^“”]{3,40})”网/g)].map((match) => match[1] ?? '');
  const operators = [
    ...whole.matchAll(/([^、，。；：“”\n]{4,40})“[^“”]+”(?:微信|抖音|新浪|今日|快手|小红书|视频号)/g),
  ].map((match) => (match[1] ?? '').replace(/^.*?(?:如|包括)/, ''));
  return [
    ...sites,
    ...operators,
    ...calledOn(whole),
    ...(annex1 ?? []).map(({ operator = '' }) => operator),
  ].filter((name) => name !== '');
}

/** Units that a forwarding notice names: `请A、B、C切实…`. */
function calledOn(whole: string): string[] {
  const match = /请([^。；]*?、[^。；]*?)切实/.exec(whole);
  return match === null ? [] : splitNames(match[1] ?? '');
}

interface Core {
  /** Without 市 after a city's name, brackets, and the words for its office. */
  head: string;
  inBrackets: string;
  city: string;
}

function coreOf(name: string, { regions }: KnownPlaces): Core {
  const inBrackets = /[（(]([^（）()]*)[）)]/.exec(name)?.[1] ?? '';
  let head = name.replace(/[（(][^（）()]*[）)]/g, '').replace(/(管理委员会|管委会)$/, '');
  let city = '';
  for (const { name: region } of regions) {
    const bare = region.replace(/[市县区]$/, '');
    if (!head.startsWith(bare)) continue;
    city = bare;
    head = bare + head.slice(head.startsWith(region) ? region.length : bare.length);
    break;
  }
  return { head, inBrackets, city };
}

/**
 * One unit under several names. Taken as one: the same once 市, brackets and 管委会 are left out; or in one city with the
 * same words in brackets, one name being the other with letters left out.
 */
function variants(names: readonly string[], known: KnownPlaces): Slip[] {
  const groups: { core: Core; names: string[] }[] = [];
  for (const name of names) {
    const core = coreOf(name, known);
    const group = groups.find((other) => isSame(core, other.core));
    if (group === undefined) groups.push({ core, names: [name] });
    else if (!group.names.includes(name)) group.names.push(name);
  }
  return groups
    .filter(({ names: forms }) => forms.length > 1)
    .map(({ names: forms }) => ({
      rule: 'name-variant',
      message: `同一单位有${forms.length}种写法：${forms.join('、')}`,
      quote: forms[0] ?? '',
    }));
}

function isSame(a: Core, b: Core): boolean {
  if (a.head === b.head) return a.inBrackets === b.inBrackets || a.inBrackets === '' || b.inBrackets === '';
  const [short, long] = a.head.length < b.head.length ? [a.head, b.head] : [b.head, a.head];
  return (
    a.inBrackets !== '' &&
    a.inBrackets === b.inBrackets &&
    a.city !== '' &&
    a.city === b.city &&
    isWithin(short, long)
  );
}

/** Whether `short` is `long` with letters left out. */
function isWithin(short: string, long: string): boolean {
  let at = 0;
  for (const letter of long) if (letter === short[at]) at += 1;
  return at === short.length;
}

/** A provincial organ printed among the cities' departments, or a city's among the province's. */
function levels({ annex2 }: BulletinText, { province, regions }: KnownPlaces): Slip[] {
  return (annex2 ?? []).flatMap(({ site_name: name = '', site_type: type = '' }): Slip[] => {
    const isOrgan = /(厅|局|办公室|(?<!管理)委员会)$/.test(name);
    if (type === '市级部门网站' && name.startsWith(province) && isOrgan)
      return [{ rule: 'name-level', message: `“${name}”是${province}级单位，列在${type}中`, quote: name }];
    const city = regions.find((region) => /市$/.test(region.name) && name.startsWith(region.name));
    if (type === '省级部门网站' && city !== undefined && isOrgan)
      return [{ rule: 'name-level', message: `“${name}”是${city.name}单位，列在${type}中`, quote: name }];
    return [];
  });
}

/** A county's or district's government whose place is not in the province's list. */
function place(name: string, { regions }: KnownPlaces): Slip[] {
  const match = /^(.+?[县区市])人民政府$/.exec(name);
  if (match === null) return [];
  let at = match[1] ?? '';
  if (regions.some((region) => region.name === at)) return [];
  for (const { name: region } of regions) if (at.startsWith(region)) at = at.slice(region.length);
  const places = regions.flatMap((region) => region.places);
  if (places.length === 0 || places.includes(at)) return [];
  const meant = places.filter((one) => isWithin(at, one));
  const guess = meant.length > 0 ? `，疑为“${meant.join('”或“')}”脱字` : '';
  return [{ rule: 'name-place', message: `“${name}”：区划名单中没有“${at}”${guess}`, quote: name }];
}

/** A site's own name with its sponsor in brackets where the other rows bear one name. */
function form(name: string): Slip[] {
  const match = /^(.+网)[（(](.+)[）)]$/.exec(name);
  if (match === null) return [];
  return [
    {
      rule: 'name-form',
      message: `“${name}”把网站名“${match[1]}”与主办单位“${match[2]}”写在一处，与其他行只写名称的写法不一`,
      quote: name,
    },
  ];
}

/** Half-width brackets in a list that otherwise has full-width ones. */
function brackets(names: readonly string[]): Slip[] {
  if (!names.some((name) => /[（）]/.test(name))) return [];
  return names
    .filter((name) => /[()]/.test(name))
    .map((name) => ({
      rule: 'name-brackets',
      message: `“${name}”用半角括号，同表其他名称用全角括号`,
      quote: name,
    }));
}

/** Annex 1 against the text: the same accounts, as many. */
function accounts({ text, annex1 }: BulletinText): Slip[] {
  if (annex1 === null) return [];
  const whole = joined(text);
  const slips = annex1.flatMap(({ account = '', operator = '' }): Slip[] =>
    // A unit whose account bears its own name stands before it or not at all.
    whole.includes(operator === account ? `“${account}”` : `${operator}“${account}”`)
      ? []
      : [{ rule: 'name-missing', message: `附件1的${operator}“${account}”未见于正文`, quote: account }],
  );
  const stated = /(\d+)(?:个|家)政务新媒体账号不合格/.exec(whole)?.[1];
  if (stated !== undefined && Number(stated) !== annex1.length)
    slips.push({
      rule: 'annex-count',
      message: `正文称${stated}个账号不合格，附件1列${annex1.length}个`,
      quote: `${stated}个`,
    });
  return slips;
}

/** A city's notice against annex 2: every unit of the city that did not answer or had no channel is called on. */
function forwarded({ text, annex2 }: BulletinText, known: KnownPlaces): Slip[] {
  const called = calledOn(joined(text));
  if (annex2 === null || called.length === 0) return [];
  const cities = [...new Set(called.map((name) => coreOf(name, known).city).filter((city) => city !== ''))];
  if (cities.length !== 1) return [];
  const [city] = cities;
  const cores = called.map((name) => coreOf(name, known));
  return annex2.flatMap(({ site_name: name = '', category = '' }): Slip[] => {
    if (category !== '未回复' && category !== '渠道不可用') return [];
    const core = coreOf(name, known);
    if (core.city !== city || cores.some((other) => isSame(core, other))) return [];
    return [
      {
        rule: 'name-missing',
        message: `附件2的“${name}”（${category}）未列入转发通知的整改单位`,
        quote: name,
      },
    ];
  });
}
