import { ACCOUNT_HEADER } from '../../../src/inventory/check-account.ts';
import { credentialsYaml, PAGES } from '../accounts/operator-files.ts';
import { columnsCsv } from '../inventory.ts';
import { LEADS } from './accounts.ts';
import type { Cast } from './cast.ts';
import { platformsOn } from './platform-accounts.ts';
import { servedProvince } from './served-sites.ts';

const cell = (text: string) => (/[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
const csv = (rows: readonly (readonly string[])[]) =>
  `${rows.map((cells) => cells.map(cell).join(',')).join('\n')}\n`;

/** Registries and what people bring of their own, by the names that steps speak of (`@name`). */
export function operatorFiles({ plans, accounts, letters }: Cast): Record<string, string> {
  return {
    'sites.csv': csv([
      ['site_code', 'site_name', 'home_url', 'sponsor', 'supervisor', 'region', 'level', 'type'],
      ...plans.map(({ script: { site } }) => [
        ...[site.siteCode, site.name, site.homeUrl, site.sponsor, site.supervisor],
        ...[site.region, site.level, site.type],
      ]),
    ]),
    'columns.csv': columnsCsv(servedProvince(plans, '2024-04-10')),
    'accounts.csv': csv([
      [...ACCOUNT_HEADER.required, 'state'],
      ...accounts.map(({ account: { name, platform, operator, supervisor, region, ...rest } }) => [
        ...[name, platform, operator, supervisor, region],
        ...[rest.feedUrl ?? '', rest.handle ?? '', 'yes', rest.state],
      ]),
    ]),
    'accounts-by-hand.csv': csv([
      ['account_name', 'platform', 'operator', 'newest', 'interaction', 'presence', 'checked_at'],
      ...accounts
        .filter(({ isByPerson }) => isByPerson)
        .map(({ account: { name, platform, operator } }) => [
          ...[name, platform, operator, '2024-06-19', 'yes', 'present', '2024-06-20 10:30'],
        ]),
    ]),
    'letters-by-hand.csv': csv([
      ['site_code', 'submitted_at', 'unavailable_at', 'replied_at', 'watched_until'],
      ...[...letters.byHand].map(({ site }) => [
        // After the program had met the log-in for the last time.
        ...[site.siteCode, '2024-05-16T16:30', '', '2024-05-17T10:30', '2024-05-17T15:00'],
      ]),
    ]),
    'leads.csv': csv([
      ['account_name', 'platform', 'operator'],
      ...LEADS.map(({ name, platform, operator }) => [name ?? '', platform ?? '', operator ?? '']),
    ]),
    'telephone-note.txt': '2024-05-16 15:05 来电答复，记录人：演示\n',
    'credentials.yaml': credentialsYaml(platformsOn(accounts, '2024-04-10')),
    'pages.yaml': PAGES,
  };
}
