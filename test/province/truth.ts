import type { OutcomeWord, SiteIndicatorId, UndeterminedReason } from '../../src/domain/outcome.ts';
import { type Access, accessOf } from './access.ts';
import { isFilled } from './articles.ts';
import { iso, monthsBefore } from './days.ts';
import { columnUrl } from './inventory.ts';
import type { DialectId, ProvinceColumn } from './model.ts';
import { DEAD_PATH } from './pages/home.ts';
import type { SiteState, World } from './state.ts';
import { latestText, standingOf, subjectOf, vetoOf } from './truth-columns.ts';
import type { Truth, TruthColumn, TruthEntry } from './truth-types.ts';

/** Indicators that scans of the province are scored on. The others need a person, a week of samples or a network of its own. */
export const SCORED = [
  'home-not-updated',
  'columns-not-updated',
  'column-not-updated',
  'column-blank',
  'interaction-poor',
  'domain-not-government',
  'system-off-domain',
  'identity-incomplete',
  'meta-tags-incomplete',
  'link-broken',
  'search-not-working',
  'https-invalid',
  'date-forged',
  'ipv6-unsupported',
] as const satisfies readonly SiteIndicatorId[];

/** What a perfect inspector reports on the world's day: made from what the sites are, never from fault names. */
export function truthOf(world: World, { isLineDown = false }: { isLineDown?: boolean } = {}): Truth {
  const entries: TruthEntry[] = [];
  const columns: TruthColumn[] = [];
  for (const site of world.province.sites) {
    const state = world.state(site);
    const access = accessOf(state, isLineDown);
    for (const entry of siteTruth(state)) entries.push(behind(access, entry));
    if (access.is === 'open') columns.push(...columnsTruth(state));
  }
  return { date: iso(world.day), entries, columns };
}

/** What a wall or a failing line leaves of the truth: names can still be judged, content cannot. */
function behind(access: Access, entry: TruthEntry): TruthEntry {
  if (access.is === 'open') return entry;
  if (entry.indicator === 'domain-not-government' && entry.why !== REDIRECTED) return entry;
  if (access.is === 'narrow')
    return { ...entry, accept: [...entry.accept, 'undetermined'], reasons: access.reasons };
  return {
    ...entry,
    outcome: 'undetermined',
    reasons: access.reasons,
    accept: ['not_applicable'],
    why: access.why,
  };
}

const REDIRECTED = 'the site’s address leads to a foreign host';

interface Said {
  accept?: OutcomeWord[];
  reasons?: UndeterminedReason[];
  subject?: TruthEntry['subject'];
}

function siteTruth(state: SiteState): TruthEntry[] {
  const { siteCode } = state.site;
  const say = (
    indicator: SiteIndicatorId,
    outcome: OutcomeWord,
    why: string,
    said: Said = {},
  ): TruthEntry => ({
    ...{ siteCode, indicator, outcome, why },
    subject: said.subject ?? null,
    accept: said.accept ?? [],
    reasons: said.reasons ?? [],
  });
  const veto = vetoOf(state);
  return [
    home(state, say),
    say('columns-not-updated', veto.outcome, veto.why, { accept: veto.accept, reasons: veto.reasons }),
    ...columnEntries(state, say),
    interaction(state, say),
    domain(state, say),
    ...systems(state, say),
    identity(state, say),
    ...portalOnly(state, say),
    ...links(state, say),
    https(state, say),
    forged(state, say),
    ipv6(say),
  ];
}

type Say = (indicator: SiteIndicatorId, outcome: OutcomeWord, why: string, said?: Said) => TruthEntry;

function home(state: SiteState, say: Say): TruthEntry {
  const isEntrance = state.find('entrance') !== undefined;
  const shown = isEntrance ? state.site.columns.filter(({ form }) => form === 'list') : state.homeColumns;
  const day = isEntrance ? state.day : state.homeDay;
  const dates = shown.flatMap((column) => {
    if (state.on('column-undated', column) !== undefined) return [];
    return state.latest(column, day) ?? [];
  });
  const latest = Math.max(...dates);
  const days = state.day - latest;
  const outcome = days >= 14 ? 'fail' : days >= 10 ? 'notice' : 'pass';
  return say('home-not-updated', outcome, `newest item of ${iso(latest)}, ${days} days ago`);
}

function columnEntries(state: SiteState, say: Say): TruthEntry[] {
  return state.site.columns.flatMap((column) => columnEntry(state, column, say));
}

function columnEntry(state: SiteState, column: ProvinceColumn, say: Say): TruthEntry[] {
  const standing = standingOf(state, column);
  const subject = subjectOf(state, column);
  switch (standing.is) {
    case 'fresh':
      return [say('column-not-updated', 'pass', `newest ${latestText(standing.latest)}`, { subject })];
    case 'near':
      return [
        say('column-not-updated', 'pass', `newest ${latestText(standing.latest)}`, {
          subject,
          accept: ['notice'],
        }),
      ];
    case 'stale':
      return [
        say('column-not-updated', 'fail', `newest ${latestText(standing.latest) ?? 'undated'}`, {
          subject,
        }),
      ];
    case 'blank':
      return [say('column-blank', 'fail', 'holds nothing', { subject })];
    case 'unseen':
      return [
        say('column-not-updated', 'undetermined', standing.why, { subject, reasons: standing.reasons }),
      ];
    case 'open':
      return [
        say('column-not-updated', 'pass', 'an overview of stale columns only', {
          subject,
          accept: ['fail', 'notice', 'undetermined'],
        }),
      ];
    case 'unlimited':
      return [];
  }
}

function interaction(state: SiteState, say: Say): TruthEntry {
  const letter = state.find('letters-unanswered');
  if (letter !== undefined && letter.sent < monthsBefore(state.day, 3)) {
    return say('interaction-poor', 'fail', `a letter of ${iso(letter.sent)} is unanswered`);
  }
  if (state.find('channel-missing') !== undefined)
    return say('interaction-poor', 'fail', 'there is no channel');
  if (state.find('channel-elsewhere') !== undefined)
    return say('interaction-poor', 'pass', 'the form stands on another host and works');
  const login = state.find('channel-login');
  if (login !== undefined)
    return say('interaction-poor', 'undetermined', `the form asks for a login (${login.how})`, {
      reasons: ['login_required'],
    });
  const broken = state.find('channel-broken');
  if (broken !== undefined)
    return say('interaction-poor', 'notice', `the form is there and does not work (${broken.how})`);
  const isLate = letter !== undefined && letter.sent <= monthsBefore(state.day, 2);
  return say(
    'interaction-poor',
    'pass',
    isLate ? `the form is open, a letter of ${iso(letter.sent)} is unanswered` : 'the form is open',
    isLate ? { accept: ['notice'] } : {},
  );
}

const GOVERNMENT = /\.(gov\.cn|xn--zfr164b)$/;
const INSTITUTION = /\.(cn|xn--zfr164b|xn--55qw42g)$/;

function domain(state: SiteState, say: Say): TruthEntry {
  const { homeUrl, sponsorKind } = state.site;
  const url = new URL(homeUrl);
  const allowed = sponsorKind === 'organ' ? GOVERNMENT : INSTITUTION;
  if (!allowed.test(url.hostname)) return say('domain-not-government', 'fail', `stands on ${url.hostname}`);
  if (state.find('redirect-home') !== undefined) return say('domain-not-government', 'fail', REDIRECTED);
  // A non-standard port counts as fault in practice, not in the text (STANDARDS DOM-10, C-mid).
  if (url.port !== '')
    return say('domain-not-government', 'notice', `stands on port ${url.port}`, { accept: ['fail'] });
  return say('domain-not-government', 'pass', `stands on ${url.hostname}`);
}

function systems(state: SiteState, say: Say): TruthEntry[] {
  const allowed = state.site.sponsorKind === 'organ' ? GOVERNMENT : INSTITUTION;
  const elsewhere = state.find('channel-elsewhere');
  const own = [
    ...state.all('system').map(({ name, url }) => ({ name, url })),
    ...(elsewhere === undefined
      ? []
      : [{ name: '网上留言', url: `http://${elsewhere.host}/message/add?site=${state.site.siteCode}` }]),
  ].filter(({ url }) => !allowed.test(new URL(url).hostname));
  // Where the whole site stands on a foreign host its own columns do as well: said once already, saying it again is no mistake.
  const isMoved =
    !allowed.test(new URL(state.site.homeUrl).hostname) || state.find('redirect-home') !== undefined;
  if (own.length === 0)
    return [
      say('system-off-domain', 'pass', 'no system off the domain', isMoved ? { accept: ['fail'] } : {}),
    ];
  return own.map(({ name, url }) =>
    say('system-off-domain', 'fail', `stands on ${new URL(url).hostname}`, {
      subject: { system: name, url, aliases: [] },
    }),
  );
}

function identity(state: SiteState, say: Say): TruthEntry {
  const parts = state.find('identity-without')?.parts ?? [];
  if (parts.length > 0) return say('identity-incomplete', 'fail', `missing: ${parts.join(', ')}`);
  const code = state.find('identity-code')?.code;
  if (code !== undefined) return say('identity-incomplete', 'fail', `shows the code ${code}`);
  return say('identity-incomplete', 'pass', 'complete');
}

/** Indicators that the rules ask of portals alone; elsewhere nothing said about them is a mistake but an accusation. */
function portalOnly(state: SiteState, say: Say): TruthEntry[] {
  const { type, dress } = state.site;
  const gone = state.find('meta-without')?.names ?? [];
  const noCode = state.find('identity-without')?.parts.includes('siteCode') ?? false;
  const isPoor = gone.length > 0 || dress.emptyMeta || noCode;
  const search = state.find('search-broken');
  const isSearchUnseen = search === undefined && dress.search === 'component';
  const tolerant: OutcomeWord[] = ['pass', 'undetermined', 'not_applicable'];
  if (type !== 'portal') {
    return [
      say('meta-tags-incomplete', 'not_applicable', 'no portal', {
        accept: isPoor ? [...tolerant, 'fail'] : tolerant,
      }),
      say('search-not-working', 'not_applicable', 'no portal', {
        accept: search === undefined ? tolerant : [...tolerant, 'fail'],
      }),
    ];
  }
  return [
    say(
      'meta-tags-incomplete',
      isPoor ? 'fail' : 'pass',
      isPoor
        ? `missing or empty: ${[...gone, ...(dress.emptyMeta || noCode ? ['SiteIDCode'] : [])].join(', ')}`
        : 'complete',
    ),
    isSearchUnseen
      ? say('search-not-working', 'undetermined', 'searching stands with a third party out of sight', {
          reasons: ['not_observed'],
          accept: ['pass'],
        })
      : say('search-not-working', search === undefined ? 'pass' : 'fail', search?.how ?? 'works'),
  ];
}

function links(state: SiteState, say: Say): TruthEntry[] {
  const { site } = state;
  const dead = state.find('dead-link');
  const form = state.find('channel-broken');
  const urls = [
    ...(dead === undefined ? [] : [new URL(DEAD_PATH, site.homeUrl).href]),
    ...state.all('column-status').map(({ column }) => columnUrl(site, column)),
    ...(form?.how === 'dead-link' ? [new URL('/hdjl/wyxx.html', site.homeUrl).href] : []),
  ];
  // A form that answers 503 and articles that answer 500 are broken links as well: saying so is right.
  const hasMore =
    form?.how === 'status' || state.all('column-undated').some(({ articles }) => articles === 'unreadable');
  if (urls.length === 0)
    return [say('link-broken', 'pass', 'no dead links', hasMore ? { accept: ['fail'] } : {})];
  // Where the hash tells columns apart they are one page to the server: with one of them all are gone.
  const shared = site.columns.map(({ no }) => columnUrl(site, no)).filter((url) => url.includes('#'));
  return urls.map((url) =>
    say('link-broken', 'fail', 'leads to a page that is gone', {
      subject: { url, aliases: url.includes('#') ? shared : [] },
    }),
  );
}

/** In a rehearsal a name has the one address that is mapped, here of IPv4: nobody can know. */
const ipv6 = (say: Say): TruthEntry =>
  say('ipv6-unsupported', 'undetermined', 'no IPv6 in a rehearsal', {
    reasons: ['vantage_fault', 'not_observed'],
    accept: ['not_applicable'],
  });

/** Sites without HTTPS: whether that is a fault the rules leave to the operator. */
function https(state: SiteState, say: Say): TruthEntry {
  if (!state.site.homeUrl.startsWith('https:'))
    return say('https-invalid', 'not_applicable', 'served by HTTP', {
      accept: ['pass', 'notice', 'undetermined'],
    });
  const kind = state.find('certificate')?.kind;
  if (kind === 'no-chain')
    return say('https-invalid', 'notice', 'the certificate between it and the authority is not sent');
  if (kind !== undefined) return say('https-invalid', 'fail', kind);
  const mixed = state.find('mixed-content')?.what;
  if (mixed !== undefined)
    return say('https-invalid', mixed === 'script' ? 'fail' : 'notice', `loads a ${mixed} by http`);
  return say('https-invalid', 'pass', 'signed by the local authority');
}

/** So many news dated back by so many days are more than late filing, and addresses older than their articles by so much: as the rule set has it. */
const FORGED = { articles: 3, daysBack: 7 };
/** How long who looked before and after is bound to see it: later the list has moved on. */
const SHOWN_DAYS = 3;
/** Families whose article addresses bear a day; in the others a new label on an old article cannot be seen. */
const DAY_IN_ADDRESS: readonly DialectId[] = ['trs', 'hanweb-jpage', 'hanweb-jpaas', 'empire', 'xinhua-ds'];

/** Dates filled in afterwards, which only who looks from the base day on can see; and old news under new dates. */
function forged(state: SiteState, say: Say): TruthEntry {
  const unsure: OutcomeWord[] = ['undetermined', 'not_applicable'];
  const late = state.all('column-gap').flatMap(({ column: no, filledOn }) => {
    const column = state.column(no);
    if (column === undefined || filledOn === undefined || state.day < filledOn) return [];
    const { articles } = state.articles(column, { count: 30 });
    const filled = articles.filter((article) => isFilled(article, state.publishing(column)));
    const old = filled.filter(({ day }) => filledOn - 1 - day >= FORGED.daysBack);
    // Papers bear the day on which they were signed: those of notices and policies forge nothing.
    const isForged = column.kind === 'news' && old.length >= FORGED.articles;
    return [{ filledOn, count: filled.length, isForged }];
  });
  const forgery = late.find(({ isForged }) => isForged);
  if (forgery !== undefined)
    return say(
      'date-forged',
      'fail',
      `${forgery.count} news that state earlier days appeared on ${iso(forgery.filledOn)}`,
      { accept: state.day < forgery.filledOn + SHOWN_DAYS ? [] : [...unsure, 'pass', 'notice'] },
    );
  if (state.find('relabelled') !== undefined) {
    const canBeSeen = DAY_IN_ADDRESS.includes(state.site.dialect);
    return say('date-forged', canBeSeen ? 'fail' : 'pass', 'old news stand under new dates', {
      accept: canBeSeen ? ['notice'] : [...unsure, 'notice', 'fail'],
    });
  }
  const isDoubtful = late.length > 0 || (state.find('backdated')?.published ?? state.day + 1) <= state.day;
  return say('date-forged', 'pass', 'dates are what they say', {
    accept: isDoubtful ? [...unsure, 'notice'] : unsure,
  });
}

function columnsTruth(state: SiteState): TruthColumn[] {
  return state.site.columns
    .filter(
      (column) =>
        column.form === 'list' &&
        state.on('column-status', column) === undefined &&
        state.on('column-picture', column) === undefined,
    )
    .map((column) => {
      const { column: name, url, aliases } = subjectOf(state, column);
      const undated = state.on('column-undated', column)?.articles;
      const latest = undated === 'undated' || undated === 'unreadable' ? null : state.latest(column);
      return { siteCode: state.site.siteCode, name, url, aliases, latest: latestText(latest) };
    });
}
