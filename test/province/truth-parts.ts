import type { OutcomeWord } from '../../src/domain/outcome.ts';
import { columnUrl } from './inventory.ts';
import { hasIpv6 } from './ipv6.ts';
import type { Effect, Province } from './model.ts';
import { DEAD_PATH } from './pages/home.ts';
import type { SiteState } from './state.ts';
import type { Say } from './truth-say.ts';
import type { TruthEntry } from './truth-types.ts';

export function identity(state: SiteState, say: Say): TruthEntry {
  const parts = state.find('identity-without')?.parts ?? [];
  if (parts.length > 0) return say('identity-incomplete', 'fail', `missing: ${parts.join(', ')}`);
  const code = state.find('identity-code')?.code;
  if (code !== undefined) return say('identity-incomplete', 'fail', `shows the code ${code}`);
  return say('identity-incomplete', 'pass', 'complete');
}

type SearchBroken = Extract<Effect, { is: 'search-broken' }>;

/** Indicators that the rules ask of portals alone; elsewhere nothing said about them is a mistake but an accusation. */
export function portalOnly(state: SiteState, say: Say): TruthEntry[] {
  const { type, dress } = state.site;
  const gone = state.find('meta-without')?.names ?? [];
  const noCode = state.find('identity-without')?.parts.includes('siteCode') ?? false;
  const isPoor = gone.length > 0 || dress.emptyMeta || noCode;
  const broken = state.find('search-broken');
  const isElsewhere = dress.search === 'component';
  // A third party goes on searching whatever befalls the site's own search.
  const search = isElsewhere && broken?.how !== 'missing' ? undefined : broken;
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
    searching(search?.how ?? null, isElsewhere, say),
  ];
}

function searching(how: SearchBroken['how'] | null, isElsewhere: boolean, say: Say): TruthEntry {
  if (how === 'silent' || how === 'data')
    return say('search-not-working', 'undetermined', 'neither results nor a word that there are none', {
      reasons: [how === 'data' ? 'not_observed' : 'selector_lost'],
    });
  if (how === null && isElsewhere)
    return say('search-not-working', 'undetermined', 'searching stands with a third party out of sight', {
      reasons: ['not_observed'],
      accept: ['pass'],
    });
  return say('search-not-working', how === null ? 'pass' : 'fail', how ?? 'works');
}

export function links(state: SiteState, say: Say): TruthEntry[] {
  const { site } = state;
  const dead = state.find('dead-link');
  const form = state.find('channel-broken');
  const urls = [
    ...(dead === undefined ? [] : [new URL(DEAD_PATH, site.homeUrl).href]),
    // Where the hash tells columns apart, one page serves all: it opens, and only its data do not come.
    ...state
      .all('column-status')
      .map(({ column }) => columnUrl(site, column))
      .filter((url) => !url.includes('#')),
    ...(form?.how === 'dead-link' ? [new URL('/hdjl/wyxx.html', site.homeUrl).href] : []),
  ];
  // A form that answers 503 and articles that answer 500 are broken links as well: saying so is right.
  const hasMore =
    form?.how === 'status' || state.all('column-undated').some(({ articles }) => articles === 'unreadable');
  if (urls.length === 0)
    return [say('link-broken', 'pass', 'no dead links', hasMore ? { accept: ['fail'] } : {})];
  return urls.map((url) =>
    say('link-broken', 'fail', 'leads to a page that is gone', {
      subject: { url, aliases: [] },
    }),
  );
}

/** In a rehearsal a name has the one address that is mapped; without a line of IPv6 nobody can know. */
export function ipv6(province: Province, state: SiteState, lineHasIpv6: boolean, say: Say): TruthEntry {
  if (state.site.type !== 'portal')
    return say('ipv6-unsupported', 'not_applicable', 'no portal', { accept: ['undetermined'] });
  if (!lineHasIpv6)
    return say('ipv6-unsupported', 'undetermined', 'our line has no IPv6', {
      reasons: ['vantage_fault', 'not_observed'],
    });
  const has = hasIpv6(province, state.site);
  return say(
    'ipv6-unsupported',
    has ? 'pass' : 'fail',
    has ? 'answers over IPv6' : 'has an IPv4 address alone',
  );
}

/** What a person attests to. */
export function attested(state: SiteState, say: Say): TruthEntry[] {
  const poor = state.find('guides-poor') !== undefined;
  const hidden = state.find('hidden-link');
  return [
    say(
      'service-impractical',
      poor ? 'fail' : 'pass',
      poor ? 'six guides lack six of eight elements each' : 'guides have their elements',
    ),
    say(
      'content-severe',
      hidden === undefined ? 'pass' : 'fail',
      hidden === undefined ? 'nothing of the kind' : `a hidden link to ${hidden.url}`,
    ),
  ];
}

/** Sites without HTTPS: whether that is a fault the rules leave to the operator. */
export function https(state: SiteState, say: Say): TruthEntry {
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
