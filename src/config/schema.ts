import ipaddr from 'ipaddr.js';
import { IANAZone } from 'luxon';
import { z } from 'zod';

/** An address with an optional port: `127.0.0.1`, `127.0.0.1:18080`, `[::1]:8080`. */
const target = z.string().refine(isTarget, 'takes an address with an optional port, such as 127.0.0.1:18080');
const cidr = z.string().refine((text) => ipaddr.isValidCIDR(text), 'takes a range such as 10.0.0.0/8');
const zone = z
  .string()
  .refine((name) => IANAZone.isValidZone(name), 'takes an IANA zone such as Asia/Shanghai');
const cron = z.string().regex(/^\S+(\s+\S+){4,5}$/, 'takes a cron line of five or six fields');
const url = z
  .string()
  .refine((text) => URL.canParse(text) && /^https?:/.test(text), 'takes an http or https URL');
const count = z.number().int().positive();

/**
 * All keys of `xunjian.yaml` with defaults. Unknown keys are errors: a misspelt option is a silent accident
 * otherwise. What each means stands in `CONFIG_DOCS`, which the reference is made of.
 */
export const configSchema = z.strictObject({
  timezone: zone.default('Asia/Shanghai'),
  vantage: z.string().min(1).default('default'),
  database: z
    .string()
    .regex(/^(sqlite:.+|postgres(ql)?:\/\/.+)$/, 'takes sqlite:PATH or postgres://…')
    .default('sqlite:../data/xunjian.db'),
  evidence: z.string().min(1).default('../data/evidence'),
  rules: z.string().min(1).default('rules/national-2019.yaml'),
  inventory: z
    .strictObject({
      sites: z.string().default('inventory/sites.csv'),
      columns: z.string().default('inventory/columns.csv'),
      accounts: z.string().default('inventory/accounts.csv'),
    })
    .prefault({}),
  network: z
    .strictObject({
      userAgent: z
        .string()
        .regex(/https?:\/\/|\S+@\S+/, 'must carry a contact: a URL or an e-mail address')
        .default('Xunjian/0.1 (+https://example.gov.cn/xunjian; set network.userAgent to your own contact)'),
      resolve: z.record(z.string(), target).default({}),
      allowPrivate: z.array(cidr).default([]),
      perHost: z
        .strictObject({ concurrency: count.default(2), minDelayMs: z.number().int().min(0).default(200) })
        .prefault({}),
      perAddress: z.strictObject({ concurrency: count.default(8) }).prefault({}),
      timeoutMs: count.default(15_000),
      canaries: z.array(url).default([]),
    })
    .prefault({}),
  browser: z
    .strictObject({ executable: z.string().default('auto'), contexts: count.default(4) })
    .prefault({}),
  scan: z.strictObject({ sites: count.default(16), pages: count.default(200) }).prefault({}),
  schedule: z
    .strictObject({
      nightly: cron.default('0 1 * * *'),
      reach: cron.default('*/30 * * * *'),
      send: cron.default('0 9-11 * * *'),
      watch: cron.default('*/30 * * * *'),
      accounts: cron.default('0 6 * * *'),
    })
    .prefault({}),
  letters: z
    .strictObject({
      enabled: z.boolean().default(false),
      attempts: count.default(3),
      attemptGapHours: z.number().min(0).default(4),
      deskWaitSeconds: z.number().int().min(0).default(300),
      deadlineWorkdays: count.default(5),
      closeAfterDays: count.default(30),
      personas: z.string().default('letters/personas.yaml'),
      templates: z.string().default('letters/templates.yaml'),
    })
    .prefault({}),
  server: z
    .strictObject({
      host: z.string().default('127.0.0.1'),
      port: z.number().int().min(0).max(65_535).default(7070),
    })
    .prefault({}),
});

export type ConfigValues = z.infer<typeof configSchema>;

function isTarget(text: string): boolean {
  const match = /^(?:\[([^\]]+)\]|([^:[\]]+)|([0-9a-f:]+:[0-9a-f:]*))(?::(\d+))?$/i.exec(text);
  const host = match?.[1] ?? match?.[2] ?? match?.[3];
  const port = match?.[4];
  return host !== undefined && ipaddr.isValid(host) && (port === undefined || Number(port) <= 65_535);
}

/** What each key means, with its unit. A test holds this list, the schema and docs/reference/config.md together. */
export const CONFIG_DOCS: Readonly<Record<string, string>> = {
  timezone: 'Zone in which calendar days are counted.',
  vantage: 'Names the machine and line that look; recorded with every fact.',
  database: 'Where facts are kept: `sqlite:PATH`, relative to this file.',
  evidence: 'Folder of the stored pages (WARC by SHA-256).',
  rules: 'Rule set; falls back to the one the package ships.',
  'inventory.sites': 'Registry of sites (CSV, UTF-8 or GB18030).',
  'inventory.columns': 'Registry of columns; optional, columns are discovered for sites without rows.',
  'inventory.accounts': 'Registry of new-media accounts; optional.',
  'network.userAgent': 'How we introduce ourselves; must carry a contact (URL or e-mail).',
  'network.resolve':
    'Host pattern → address[:port]; an exact name beats a wildcard, a longer wildcard a shorter one.',
  'network.allowPrivate': 'Address ranges (CIDR) that may be reached although private.',
  'network.perHost.concurrency': 'Requests to one host at once.',
  'network.perHost.minDelayMs': 'Milliseconds from start to start of one host’s requests.',
  'network.perAddress.concurrency': 'Requests to one address at once: many sites share a platform.',
  'network.timeoutMs':
    'Milliseconds a site has for each of name, connection, TLS, headers and the pauses of a body.',
  'network.canaries': 'Reference URLs that tell “our line is down” from “their site is down”.',
  'browser.executable': '`auto`, or the path of a Chromium.',
  'browser.contexts': 'Browser contexts at once.',
  'scan.sites': 'Sites looked at at once.',
  'scan.pages': 'Pages at most a site and look; what lies beyond is `budget_exhausted`.',
  'schedule.nightly': 'When `schedule` starts the nightly scan (cron).',
  'schedule.reach': 'When it takes an availability sample.',
  'schedule.send': 'When it sends letters (workdays only).',
  'schedule.watch': 'When it looks for replies.',
  'schedule.accounts': 'When it checks accounts.',
  'letters.enabled': 'Whether letters may really be submitted (`--live` is needed too).',
  'letters.attempts': 'Failed attempts after which a channel is unavailable.',
  'letters.attemptGapHours': 'Hours between attempts.',
  'letters.deskWaitSeconds': 'Seconds `letters send` waits for a person to read a captcha.',
  'letters.deadlineWorkdays': 'Workdays within which a reply is on time.',
  'letters.closeAfterDays': 'Calendar days after which a campaign closes.',
  'letters.personas': 'Identities of the testers.',
  'letters.templates': 'Texts of the letters.',
  'server.host': 'Address the API listens on.',
  'server.port': 'Port the API listens on.',
};
