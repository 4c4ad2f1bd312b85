import { Cron } from 'croner';
import ipaddr from 'ipaddr.js';
import { IANAZone } from 'luxon';
import { z } from 'zod';

/** The kinds of values settings take. Each says in its description what it takes: error messages repeat that. */

const LOWEST_PORT = 1;
const HIGHEST_PORT = 65_535;

export const wholeNumber = (least: number, most = Number.MAX_SAFE_INTEGER) =>
  z
    .number()
    .int()
    .min(least)
    .max(most)
    .describe(
      most === Number.MAX_SAFE_INTEGER
        ? `a whole number of at least ${least}`
        : `a whole number from ${least} to ${most}`,
    );

export const number = (least: number) => z.number().min(least).describe(`a number of at least ${least}`);

export const flag = z.boolean().describe('true or false');

export const word = z.string().trim().min(1).describe('a name');

export const file = z.string().trim().min(1).describe('a path');

export const zone = z
  .string()
  .refine((name) => IANAZone.isValidZone(name), 'no such zone')
  .describe('an IANA zone such as Asia/Shanghai');

export const cron = z
  .string()
  .refine((line) => /^\S+(\s+\S+){4}$/.test(line.trim()) && isCron(line), 'no cron line')
  .describe('a cron line of five fields (minute hour day month weekday), such as "0 1 * * *"');

function isCron(line: string): boolean {
  try {
    new Cron(line, { paused: true }).stop();
    return true;
  } catch {
    return false;
  }
}

export const hours = z
  .string()
  .refine((text) => {
    const [, from, to] = /^(\d{1,2})-(\d{1,2})$/.exec(text) ?? [];
    return from !== undefined && to !== undefined && Number(from) < Number(to) && Number(to) <= 24;
  }, 'no hours')
  .describe('two hours of a day such as "8-18"');

export const combine = z.enum(['all', 'best']).describe('all or best');

export const cidr = z
  .string()
  .refine((range) => ipaddr.isValidCIDR(range), 'no range')
  .describe('a range of addresses such as 10.0.0.0/8 or fd00::/8');

export const webUrl = z
  .string()
  .refine((url) => URL.canParse(url) && /^https?:$/.test(new URL(url).protocol), 'no URL')
  .describe('an http or https URL');

export const database = z
  .string()
  .refine(
    (text) => /^sqlite:./.test(text) || (/^postgres(ql)?:\/\//.test(text) && URL.canParse(text)),
    'no database',
  )
  .describe('sqlite:PATH or postgres://USER@HOST/NAME');

/** A site must be able to ask who is looking: a URL or an e-mail address stands in the introduction. */
export const userAgent = z
  .string()
  .max(512)
  .refine(
    (text) => /https?:\/\/[^\s)]+\.[^\s)]+|[^\s@()]+@[^\s@()]+/.test(text) && isHeaderText(text),
    'no contact',
  )
  .describe(
    'a line of plain ASCII that carries a contact, such as "Xunjian/0.1 (+https://your.office/contact)"',
  );

/** Header values go out as they are: anything but printable ASCII breaks the request or smuggles a second header. */
function isHeaderText(text: string): boolean {
  return /^[\x20-\x7e]+$/.test(text);
}

/** A host name in which a leading `*` stands for anything: `www.yl.gov.cn`, `*.gov.cn`, `*`, an address, punycode. */
const hostPattern = z
  .string()
  .refine((pattern) => pattern === '*' || isHost(pattern.replace(/^\*\./, '')), 'no host pattern')
  .describe('host patterns such as www.yl.gov.cn, "*.gov.cn" or "*", without scheme or port');

function isHost(name: string): boolean {
  if (ipaddr.isValid(name)) return isWholeAddress(name);
  return name !== '' && !/[\s/:*?#@[\]\\]/.test(name) && URL.canParse(`http://${name}/`);
}

/** `127.0.0.1`, `127.0.0.1:18080`, `::1`, `[::1]:8080`. */
const resolveTarget = z
  .string()
  .refine(isAddressAndPort, 'no address')
  .describe('an address with an optional port, such as 127.0.0.1:18080 or [::1]:18080');

function isAddressAndPort(text: string): boolean {
  if (ipaddr.isValid(text)) return isWholeAddress(text);
  const match = /^(?:\[([0-9a-f:.]+)\]|(\d+(?:\.\d+){3}))(?::(\d{1,5}))?$/i.exec(text);
  const address = match?.[1] ?? match?.[2];
  const port = match?.[3] === undefined ? LOWEST_PORT : Number(match[3]);
  return address !== undefined && ipaddr.isValid(address) && port >= LOWEST_PORT && port <= HIGHEST_PORT;
}

/** `ipaddr.isValid` takes `127.1` and `18080` for addresses, as the C library does: here they are slips. */
function isWholeAddress(text: string): boolean {
  return text.includes(':') || /^\d+(\.\d+){3}$/.test(text);
}

export const resolveMap = z
  .record(hostPattern, resolveTarget)
  .describe('a map of host patterns to addresses, such as { "*.gov.cn": "127.0.0.1:18080" }');
