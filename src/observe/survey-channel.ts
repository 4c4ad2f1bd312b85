import type { EvidenceId } from '../domain/outcome.ts';
import { type FormReading, type LinkReading, type PageReading, SURE_ENOUGH } from '../domain/page-reading.ts';
import type { ChannelFacts, Observed, SystemFacts } from '../domain/site-facts.ts';
import { channelLinkRank, isSpecialChannel } from '../reading/channel-link.ts';
import type { LookedPage, PageBook } from './page-book.ts';
import { unansweredLetters } from './unanswered-letters.ts';
import {
  evidenceOf,
  isSameHost,
  madeByScript,
  type WholePage,
  wholePage,
  whyPageUnseen,
} from './whole-page.ts';

/** From the home page over an interaction page and a notice to the form: no honest channel lies deeper. */
const MAX_STEPS = 3;
/** Pages looked through before the search is given up as unfinished. */
const MAX_PAGES = 30;

/**
 * Looks for the form by which a citizen asks the office something (W5), best links first. `missing` only when every
 * page that could lead there was read; whatever could not be read leaves it `undetermined`.
 */
export function surveyChannel(
  book: PageBook,
  home: WholePage,
  readings: readonly PageReading[],
  systems: readonly SystemFacts[],
): Observed<ChannelFacts> {
  const visited = new Set<string>();
  const path: ChannelFacts['path'] = [];
  const evidence = new Set<EvidenceId>(home.evidence);
  const unread: string[] = [];
  const unanswered = unansweredLetters(book);
  const lists = new Set(unanswered.map(({ foundOn }) => foundOn));
  const letterEvidence = book.pages.filter(({ look }) => lists.has(look.exchange.url)).flatMap(evidenceOf);
  let isRendered = home.page.look.tier === 'browser';
  let login: string | null = null;
  let broken: string | null = null;
  let step = linksFrom([...home.readings, ...readings], visited);

  const found = (
    state: ChannelFacts['state'],
    formUrl: string | null,
    detail: string | null,
    form?: FormReading,
  ) => ({
    seen: true as const,
    value: { state, formUrl, fields: form?.fields ?? [], path, unanswered, detail },
    evidence: [...new Set([...evidence, ...letterEvidence])],
    tier: isRendered ? ('browser' as const) : ('http' as const),
  });

  for (let steps = 0; steps < MAX_STEPS && step.length > 0; steps++) {
    const next: LinkReading[] = [];
    for (const link of step) {
      if (visited.has(link.url)) continue;
      visited.add(link.url);
      if (visited.size > MAX_PAGES)
        return found('undetermined', null, 'too many pages that may lead to the form');
      const whole = wholePage(book, { role: 'channel', url: link.url }, hasLetterForm);
      path.push({ text: link.text, url: link.url });
      if (whole === null) {
        const page = book.ask({ role: 'channel', url: link.url });
        if (page !== null && doesNotWork(page)) broken = link.url;
        else if (page?.reading?.detail === 'login-wall') login = link.url;
        else unread.push(whyPageUnseen(book, { role: 'channel', url: link.url })?.detail ?? link.url);
        continue;
      }
      for (const id of whole.evidence) evidence.add(id);
      isRendered &&= whole.page.look.tier === 'browser';
      const forms = whole.readings.flatMap((reading) => reading.forms);
      const form = forms.find(isLetterForm);
      if (form !== undefined) return found('open', whole.page.look.exchange.finalUrl, null, form);
      if (forms.some(({ purpose }) => purpose === 'letter'))
        unread.push(`${link.url} has a form that may be the letter's`);
      if (whole.readings.some(({ detail }) => detail === 'login-wall')) login = link.url;
      else if (!whole.complete) unread.push(madeByScript(book, link.url));
      next.push(...linksFrom(whole.readings, visited));
    }
    step = next;
  }
  if (login !== null) return found('login_required', login, null);
  const elsewhere = systems.find(({ role, name }) => role === 'own' && channelLinkRank(name) > 0);
  if (elsewhere !== undefined && !visited.has(elsewhere.url))
    unread.push(`${elsewhere.url} was not looked at`);
  if (!home.complete) unread.push(madeByScript(book, 'the home page'));
  if (unread.length > 0) return found('undetermined', null, unread[0] ?? null);
  return broken === null ? found('missing', null, null) : found('broken', broken, `${broken} does not work`);
}

/** The office's own trouble; a wall or a limit that turned us away says nothing of the form behind it. */
function doesNotWork({ look, reading }: LookedPage): boolean {
  if (reading?.detail === 'maintenance') return true;
  return look.exchange.failure === null && (look.exchange.status ?? 0) >= 400;
}

/** Needs no browser: the form is there, or the page is whole without one. */
function hasLetterForm(whole: WholePage): boolean {
  return whole.complete || whole.readings.some(({ forms }) => forms.some(isLetterForm));
}

function isLetterForm({ purpose, confidence }: FormReading): boolean {
  return purpose === 'letter' && confidence >= SURE_ENOUGH;
}

function linksFrom(readings: readonly PageReading[], visited: ReadonlySet<string>): LinkReading[] {
  const ranked = readings.flatMap((reading) =>
    reading.links.flatMap((link) => {
      const rank = isSpecialChannel(link.text) ? 0 : channelLinkRank(link.text);
      const leads = rank > 0 && !visited.has(link.url) && /^https?:/.test(link.url) && link.place !== 'item';
      return leads ? [{ link, rank: rank + (isSameHost(link.url, reading.url) ? 0.5 : 0) }] : [];
    }),
  );
  ranked.sort((a, b) => b.rank - a.rank);
  const seen = new Set<string>();
  return ranked.flatMap(({ link }) => {
    if (seen.has(link.url)) return [];
    seen.add(link.url);
    return [link];
  });
}
