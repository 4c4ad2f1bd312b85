import type { z } from 'zod';
import {
  cidr,
  combine,
  cron,
  database,
  file,
  flag,
  hours,
  number,
  resolveMap,
  userAgent,
  webUrl,
  wholeNumber,
  word,
  zone,
} from './takes.ts';

/** One key of the configuration. */
export interface Setting<S extends z.ZodType = z.ZodType> {
  schema: S;
  default: z.infer<S>;
  /** One or two sentences: what, why, and which way an error in either direction hurts. */
  doc: string;
  unit?: string;
  /** Environment variable that overrides the file. Danger switches have none. */
  env?: string;
}

function setting<S extends z.ZodType>(schema: S, rest: Omit<Setting<S>, 'schema'>): Setting<S> {
  return { schema, ...rest };
}

/**
 * Every key of `xunjian.yaml`, the only place where keys, defaults and docs stand: the loader, `config print` and
 * docs/reference/config.md are made of it.
 */
export const SETTINGS = {
  timezone: setting(zone, {
    default: 'Asia/Shanghai',
    doc: 'Zone in which calendar days and workdays are counted.',
  }),
  workdays: setting(file, {
    default: 'workdays.yaml',
    doc: 'Days off and days worked of years that the calendar of Chinese workdays does not have yet, from the State Council’s notice. The file may be absent.',
  }),
  vantage: setting(word, {
    default: 'default',
    env: 'XUNJIAN_VANTAGE',
    doc: 'Names the machine and line that look; recorded with every fact. Two machines need two names, or one would confirm what the other saw as if it were the same line.',
  }),
  database: setting(database, {
    default: 'sqlite:../data/xunjian.db',
    env: 'XUNJIAN_DATABASE',
    doc: 'Where facts are kept: a SQLite file, or a PostgreSQL server for several machines.',
  }),
  evidence: setting(file, {
    default: '../data/evidence',
    env: 'XUNJIAN_EVIDENCE',
    doc: 'Folder of the stored pages (WARC, by SHA-256).',
  }),
  rules: setting(file, {
    default: 'rules/national-2019.yaml',
    doc: 'Rule set that judges. Falls back to the one the package ships under the same name.',
  }),
  'inventory.sites': setting(file, {
    default: 'inventory/sites.csv',
    doc: 'Registry of sites (CSV, UTF-8 or GB18030).',
  }),
  'inventory.columns': setting(file, {
    default: 'inventory/columns.csv',
    doc: 'Registry of columns. The file may be absent: columns are discovered for every site without a row.',
  }),
  'inventory.accounts': setting(file, {
    default: 'inventory/accounts.csv',
    doc: 'Registry of new-media accounts. The file may be absent.',
  }),
  'network.userAgent': setting(userAgent, {
    default: 'Xunjian/0.1 (+mailto:contact-not-set@localhost)',
    env: 'XUNJIAN_USER_AGENT',
    doc: 'How we introduce ourselves. Must carry a contact of yours (URL or e-mail) before anything outside a rehearsal is looked at: a site must be able to ask who is looking.',
  }),
  'network.resolve': setting(resolveMap, {
    default: {},
    doc: 'Host pattern → address[:port]; real DNS where nothing matches. An exact name beats a wildcard, a longer wildcard a shorter one; a port replaces the URL’s. A mapping implies permission to reach its address.',
  }),
  'network.allowPrivate': setting(cidr.array().describe('a list of ranges such as [10.0.0.0/8]'), {
    default: [],
    doc: 'Ranges (CIDR) that may be reached although private. Keep it empty unless sites really stand there: a hostile page may point inwards.',
  }),
  'network.perHost.concurrency': setting(wholeNumber(1), {
    default: 2,
    doc: 'Requests to one host at once, HTTP and browser documents together.',
  }),
  'network.perHost.minDelayMs': setting(wholeNumber(0), {
    default: 200,
    unit: 'ms',
    doc: 'From start to start of one host’s requests. Lower hurts the site, higher only the scan’s length.',
  }),
  'network.perHost.maxCrawlDelayMs': setting(wholeNumber(0), {
    default: 10_000,
    unit: 'ms',
    doc: 'A `Crawl-delay` in a site’s robots.txt is a wish for spacing and is kept up to this; 0 keeps none. A site of 200 pages that asks for 10 s takes half an hour.',
  }),
  'network.perAddress.concurrency': setting(wholeNumber(1), {
    default: 8,
    doc: 'Requests to one address at once: provincial platforms carry many sites.',
  }),
  'network.timeoutMs': setting(wholeNumber(1), {
    default: 15_000,
    unit: 'ms',
    doc: 'What a site has for each of name, connection, TLS, headers and every pause of a body. 15 s is the limit of 站点无法访问: less would accuse slow sites.',
  }),
  'network.authorities': setting(file.nullable().describe('a PEM file, or null'), {
    default: null,
    doc: 'Certificate authorities trusted beside the usual ones: a government’s own. Without it a certificate of theirs is a `notice`, never a failure.',
  }),
  'network.canaries': setting(webUrl.array().describe('a list of http or https URLs'), {
    default: [],
    doc: 'Reference URLs that tell “our line is down” from “their site is down”. Without any, a look at which every site fails cannot be told from an outage of ours.',
  }),
  'browser.executable': setting(file, {
    default: 'auto',
    env: 'XUNJIAN_BROWSER',
    doc: '`auto` (Playwright’s headless shell, else a Chromium of the system), or the path of a Chromium.',
  }),
  'browser.contexts': setting(wholeNumber(1), {
    default: 4,
    doc: 'Browser contexts at once. Two to four saturate two cores; each takes some 25 MB.',
  }),
  'scan.sites': setting(wholeNumber(1), {
    default: 16,
    doc: 'Sites looked at at once.',
  }),
  'scan.pages': setting(wholeNumber(1), {
    default: 200,
    doc: 'Pages at most for one look at a site; what lies beyond is `undetermined(budget_exhausted)`.',
  }),
  'scan.browserPages': setting(wholeNumber(0), {
    default: 60,
    doc: 'Pages shown in the browser at most for one look at a site; 0 uses none. Too few leave what script makes undetermined, and what is suspected unconfirmed.',
  }),
  'scan.slowSeconds': setting(wholeNumber(1), {
    default: 180,
    unit: 's',
    doc: 'How long the second, slower pass goes on asking one site. What timed out before and was not reached again stays `undetermined(timeout_ours)`, what was never asked for `undetermined(budget_exhausted)`. More lengthens the night by the slowest sites.',
  }),
  'scan.lineOutageMinutes': setting(wholeNumber(0), {
    default: 120,
    unit: 'min',
    doc: 'How long a scan waits for our own line when a home page did not answer and no canary does either; every site of the night would else be `undetermined(vantage_fault)` within minutes. 0 waits not at all; without canaries nobody can tell.',
  }),
  'schedule.nightly': setting(cron, {
    default: '0 1 * * *',
    unit: 'cron',
    doc: 'When `schedule` starts the nightly scan.',
  }),
  'schedule.reach': setting(cron, {
    default: '*/30 * * * *',
    unit: 'cron',
    doc: 'When it takes an availability sample. 站点无法访问 needs at least 20 a day and 140 a week.',
  }),
  'schedule.send': setting(cron, {
    default: '0 9-11 * * *',
    unit: 'cron',
    doc: 'When it sends letters; days that are no workdays are skipped by the calendar.',
  }),
  'schedule.watch': setting(cron, {
    default: '*/30 * * * *',
    unit: 'cron',
    doc: 'When it looks for replies, every day.',
  }),
  'schedule.accounts': setting(cron, { default: '0 6 * * *', unit: 'cron', doc: 'When it checks accounts.' }),
  'accounts.credentials': setting(file, {
    default: 'accounts/credentials.yaml',
    doc: 'AppIDs of official accounts and where their secrets are (a variable or a file). May be absent: then those accounts are seen by other sources or by a person. Keep it readable by this user alone.',
  }),
  'accounts.pages': setting(file, {
    default: 'accounts/pages.yaml',
    doc: 'Selectors by which pages of accounts are read. Falls back to those the package ships.',
  }),
  'accounts.concurrency': setting(wholeNumber(1), {
    default: 8,
    doc: 'Accounts looked at at once. Hosts are spared by network.perHost all the same.',
  }),
  'letters.enabled': setting(flag, {
    default: false,
    doc: 'Whether letters may really be submitted. Only this file can say so, and `--live` is needed too.',
  }),
  'letters.attempts': setting(wholeNumber(1), {
    default: 3,
    doc: 'Failed attempts after which a channel is unavailable.',
  }),
  'letters.attemptGapHours': setting(number(0), {
    default: 4,
    unit: 'h',
    doc: 'At least this long between two attempts.',
  }),
  'letters.perDay': setting(wholeNumber(1), {
    default: 500,
    unit: 'letters',
    doc: 'Letters at most a day over all sites. A guard against a slip in planning, above any quarter so far (286).',
  }),
  'letters.perSitePerDay': setting(wholeNumber(1), {
    default: 2,
    unit: 'letters',
    doc: 'Letters at most a day to one site: more would look like a flood and may be deleted as duplicates.',
  }),
  'letters.hours': setting(hours, {
    default: '8-18',
    doc: 'Hours of the day, first to last, in which letters are sent. Outside, `letters send` sends nothing. A rehearsal keeps them only where this file gives them.',
  }),
  'letters.stopFile': setting(file, {
    default: '../data/STOP-LETTERS',
    doc: 'The kill switch: while a file of this name exists no letter is submitted, by no process. It is asked again right before every click.',
  }),
  'letters.keyFile': setting(file, {
    default: '../data/letters.key',
    doc: 'Key that seals the personas in the store, 64 hexadecimal digits; made on first use. XUNJIAN_LETTERS_KEY beats it. Back it up apart from the database: without it sent letters cannot be looked up by phone.',
  }),
  'letters.recipes': setting(file, {
    default: 'recipes',
    doc: 'Folder of recipes for single sites, SITECODE.yaml; may be absent.',
  }),
  'letters.deadlineSource': setting(word, {
    default: '5个工作日为通行期限（开封、河南通报），本省期限未核实',
    doc: 'Where `letters.deadlineWorkdays` comes from; printed beside every rate.',
  }),
  'letters.combine': setting(combine, {
    default: 'all',
    doc: 'How several letters of a site combine. `all`: in time only when every letter was, 未回复 only when none was answered. `best`: the best answer counts.',
  }),
  'letters.deskWaitSeconds': setting(wholeNumber(0), {
    default: 300,
    unit: 's',
    doc: 'How long `letters send` waits for a person to read a captcha before it leaves the letter for the next run.',
  }),
  'letters.deadlineWorkdays': setting(wholeNumber(1), {
    default: 5,
    unit: 'workdays',
    doc: 'Within how many workdays a reply is on time; the day of sending is not counted.',
  }),
  'letters.closeAfterDays': setting(wholeNumber(1), {
    default: 30,
    unit: 'days',
    doc: 'Calendar days after which a campaign closes and what is overdue becomes 未回复.',
  }),
  'letters.personas': setting(file, {
    default: 'letters/personas.yaml',
    doc: 'Identities of the authorised testers. Falls back to invented ones in a rehearsal only.',
  }),
  'letters.templates': setting(file, {
    default: 'letters/templates.yaml',
    doc: 'Texts of the letters. Falls back to those the package ships.',
  }),
  'retention.recordDays': setting(wholeNumber(0), {
    default: 1_095,
    unit: 'days',
    doc: 'How long `prune` keeps pages and pictures on which a failure rests, after they were last seen; 0 for ever. Those of letters, accounts and problems are kept as long as these. A bulletin must be able to show its evidence while it may be disputed.',
  }),
  'retention.pageDays': setting(wholeNumber(1), {
    default: 100,
    unit: 'days',
    doc: 'The same for homes, lists and articles on which nothing rests: a quarter and some days, so that a better reader can read the quarter again.',
  }),
  'retention.attemptDays': setting(wholeNumber(1), {
    default: 14,
    unit: 'days',
    doc: 'The same for links that were only tried.',
  }),
  'report.profile': setting(file, {
    default: 'report/province.yaml',
    doc: 'The province as its bulletin knows it: issuer, reporting units in their fixed order, due dates. Falls back to the one the package ships.',
  }),
  'server.host': setting(word, {
    default: '127.0.0.1',
    env: 'XUNJIAN_SERVER_HOST',
    doc: 'Address the API and console listen on.',
  }),
  'server.port': setting(wholeNumber(0, 65_535), {
    default: 7070,
    env: 'XUNJIAN_SERVER_PORT',
    doc: 'Their port; 0 takes a free one.',
  }),
} as const satisfies Record<string, Setting>;

export type SettingKey = keyof typeof SETTINGS;
export const SETTING_KEYS = Object.keys(SETTINGS) as SettingKey[];

export type SettingValue<K extends SettingKey> = z.infer<(typeof SETTINGS)[K]['schema']>;

type Head<K> = K extends `${infer H}.${string}` ? H : K;
type Tail<K, H extends string> = K extends `${H}.${infer R}` ? R : never;
type Nested<T> = {
  readonly [H in Head<keyof T> & string]: H extends keyof T
    ? T[H]
    : Nested<{ [K in keyof T as Tail<K, H>]: T[K] }>;
};

/** The values nested as in the file: `values.network.perHost.minDelayMs`. */
export type ConfigValues = Nested<{ [K in SettingKey]: SettingValue<K> }>;
