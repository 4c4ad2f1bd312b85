import type { EpochMs } from '../clock.ts';
import { civilDateOf } from '../domain/civil-date.ts';
import { isUnderSuffix } from '../domain/government-host.ts';
import type { PageReading } from '../domain/page-reading.ts';
import type { DeclaredColumn, Site } from '../domain/site.ts';
import type { AddressFacts, Observed, SiteFacts, SystemFacts } from '../domain/site-facts.ts';
import { findSystems } from '../reading/systems.ts';
import type { LookedPage, PageBook } from './page-book.ts';
import { surveyArticleDates } from './survey-article-dates.ts';
import { surveyChannel } from './survey-channel.ts';
import { surveyColumns } from './survey-columns.ts';
import { surveyHome, surveyIdentity } from './survey-home.ts';
import { surveyInsecure } from './survey-insecure.ts';
import { surveyIpv6 } from './survey-ipv6.ts';
import { surveyLinks } from './survey-links.ts';
import { surveySearch } from './survey-search.ts';
import { surveyTags } from './survey-tags.ts';
import { unseen, unseenAt, whyUnseen } from './unseen.ts';
import { evidenceOf, madeByScript, wholePage, whyPageUnseen } from './whole-page.ts';

export interface SurveyInput {
  site: Site;
  declared: readonly DeclaredColumn[];
  book: PageBook;
  at: EpochMs;
  vantage: string;
  zone: string;
}

/** .gov.cn and .政务: what "government" means for a host, whatever the rule set later demands of it. */
const GOVERNMENT = ['gov.cn', '政务', 'xn--zfr164b'];

/**
 * Composes what one look saw of a site from the pages in the book. Pure but for the book, which notes the pages that
 * were asked for and not there: calling it again when they are gives the whole picture.
 */
export function surveySite({ site, declared, book, at, vantage, zone }: SurveyInput): SiteFacts {
  const today = civilDateOf(at, zone);
  const facts = { siteCode: site.siteCode, homeUrl: site.homeUrl, at, vantage };
  const page = book.ask({ role: 'home', url: site.homeUrl });
  const tls = tlsOf(page, site.homeUrl);
  const home = wholePage(book, { role: 'home', url: site.homeUrl });
  const address = addressOf(home?.page ?? page, site.homeUrl, book);
  if (home === null) {
    const why =
      whyPageUnseen(book, { role: 'home', url: site.homeUrl }) ??
      unseen('not_observed', `${site.homeUrl} could not be read`);
    const nothing = { home: why, columns: why, identity: why, systems: why, channel: why };
    return {
      ...facts,
      address,
      tls,
      ...nothing,
      links: why,
      tags: why,
      ipv6: why,
      insecure: why,
      search: why,
      articleDates: why,
    };
  }
  const { evidence } = home;
  const tier = home.page.look.tier;
  const finalUrl = home.page.look.exchange.finalUrl;
  const siteMap = home.readings.find(({ identity }) => identity.siteMap)?.identity.siteMap ?? null;
  const mapPage = siteMap === null ? null : wholePage(book, { role: 'sitemap', url: siteMap }, () => true);
  const start = [...home.readings, ...(mapPage?.readings ?? [])];
  const { columns, readings } = surveyColumns(book, finalUrl, start, declared, today);
  const systems = systemsOf(book, readings, finalUrl);
  const seenColumns: SiteFacts['columns'] =
    columns.length === 0 && !home.complete
      ? unseenAt(home.page, 'not_observed', madeByScript(book, 'the navigation of the home page'))
      : { seen: true, value: columns, evidence, tier };
  return {
    ...facts,
    address,
    tls,
    home: surveyHome(book, home, columns, today),
    columns: seenColumns,
    identity: surveyIdentity(home, readings),
    systems: { seen: true, value: systems, evidence, tier },
    channel: surveyChannel(book, home, readings, systems),
    tags: surveyTags(book, home, columns),
    ipv6: surveyIpv6(book, site, columns),
    insecure: surveyInsecure(book, [...home.readings, ...readings]),
    search: surveySearch(book, site, home, readings, today),
    articleDates: surveyArticleDates(book, columns),
    // Last: it takes note of every page that the rest asked for.
    links: surveyLinks(book, home, readings),
  };
}

function addressOf(page: LookedPage | null, homeUrl: string, book: PageBook): Observed<AddressFacts> {
  const answered = page !== null && page.look.exchange.status !== null;
  if (!answered) return whyUnseen(page, homeUrl, book) ?? unseen('not_observed', `${homeUrl} did not answer`);
  const { exchange, evidence, tier } = page.look;
  const hosts = [
    ...new Set([...exchange.hops.map(({ url }) => url), exchange.finalUrl].map((url) => new URL(url).host)),
  ];
  return { seen: true, value: { homeUrl, finalUrl: exchange.finalUrl, hosts }, evidence: [evidence], tier };
}

function tlsOf(page: LookedPage | null, homeUrl: string): SiteFacts['tls'] {
  const tls = page?.look.exchange.tls ?? null;
  if (page === null || tls === null) return unseen('not_observed', `no certificate was seen on ${homeUrl}`);
  return { seen: true, value: tls, evidence: [page.look.evidence], tier: page.look.tier };
}

function systemsOf(book: PageBook, readings: readonly PageReading[], homeUrl: string): SystemFacts[] {
  // The rendered page comes after the plain one and takes its place.
  const pages = new Map(book.pages.map((page) => [page.reading?.url, page]));
  return findSystems(readings, homeUrl).map((system) => {
    const page = pages.get(system.foundOn);
    return {
      ...system,
      evidence: page === undefined ? [] : evidenceOf(page),
      tier: page?.look.tier ?? 'http',
      government: isUnderSuffix(system.host, GOVERNMENT),
    };
  });
}
