import type { OutcomeWord, SiteIndicatorId } from '../../src/domain/outcome.ts';
import { type Access, accessOf } from './access.ts';
import { iso, monthsBefore } from './days.ts';
import type { Province, ProvinceColumn } from './model.ts';
import type { SiteState, World } from './state.ts';
import { latestText, standingOf, subjectOf, vetoOf } from './truth-columns.ts';
import { forged } from './truth-dates.ts';
import { attested, https, identity, ipv6, links, portalOnly } from './truth-parts.ts';
import type { Said, Say } from './truth-say.ts';
import type { Truth, TruthColumn, TruthEntry } from './truth-types.ts';

/**
 * Indicators whose truth is known. The last two a person judges: a scan names them as not examined and is not scored on
 * them. The others need a week of samples or letters.
 */
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
  'service-impractical',
  'content-severe',
] as const satisfies readonly SiteIndicatorId[];

/** What a perfect inspector reports on the world's day: made from what the sites are, never from fault names. */
export function truthOf(
  world: World,
  { isLineDown = false, hasIpv6 = false }: { isLineDown?: boolean; hasIpv6?: boolean } = {},
): Truth {
  const entries: TruthEntry[] = [];
  const columns: TruthColumn[] = [];
  for (const site of world.province.sites) {
    const state = world.state(site);
    const access = accessOf(state, isLineDown);
    for (const entry of siteTruth(world.province, state, hasIpv6)) entries.push(behind(access, entry));
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

function siteTruth(province: Province, state: SiteState, lineHasIpv6: boolean): TruthEntry[] {
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
    ipv6(province, state, lineHasIpv6, say),
    ...attested(state, say),
  ];
}

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
