import { siteKeyOf } from '../../../src/domain/site.ts';
import { letterIdOf } from '../../../src/letters/plan-campaign.ts';
import { LETTER_KINDS } from '../letters/all-kinds.ts';
import type { LetterKind } from '../letters/letter-kind.ts';
import type { ReplyPlan } from '../letters/reply-plan.ts';
import type { LetterSite } from '../letters/serve-letters.ts';
import { pick } from '../random.ts';
import { answerText, TIMELINES } from './letter-ledger.ts';
import type { ScriptSite } from './registry.ts';

export const CAMPAIGN = '2024Q2';
/** Letters that an office sent and watched by hand, for its forms ask for a login. */
const BY_HAND = 12;

/** Forms that take a letter without a person at the desk, and whose answers can be looked up without one. */
const OPEN = [
  ...['plain', 'jact', 'id-and-sex', 'own-code', 'gb-table', 'label-only', 'iframe', 'ajax-layer'],
  ...[
    'confirm-dialog',
    'confirm-layer',
    'preview',
    'cascade',
    'honeypot',
    'editor',
    'multipart',
    'list-only',
  ],
];
/** Channels that are there and take no letter. */
const CLOSED = ['dead-button', 'maintenance'];

/** Who gets which kind of letter: all sites with a fate, those by hand, the one answered by telephone. */
export interface LetterCast {
  sites: readonly ScriptSite[];
  byHand: ReadonlySet<ScriptSite>;
  telephoned: ScriptSite | undefined;
}

export function letterCast(sites: readonly ScriptSite[]): LetterCast {
  const onTime = sites.filter(({ fate }) => fate === 'on_time');
  return {
    sites: sites.filter(({ fate }) => fate !== null),
    byHand: new Set(onTime.slice(-BY_HAND)),
    telephoned: onTime[0],
  };
}

export const letterOf = ({ site }: ScriptSite) => letterIdOf(CAMPAIGN, siteKeyOf(site), 1);

/** Why a letter was not taken, as the program says it of this channel. */
export function refusalOf(script: ScriptSite, cast: LetterCast): string {
  const [, reason = 'form_broken'] = (letterSystem(script, cast)?.kind.expected ?? '').split(':');
  return reason;
}

/** The letter system under the site's host; null where no letter is sent. */
export function letterSystem(script: ScriptSite, cast: LetterCast): LetterSite | null {
  const { site, fate } = script;
  if (fate === null) return null;
  return {
    ...{ host: new URL(site.homeUrl).hostname, siteName: site.name },
    ...{ kind: kindOf(kindIdOf(script, cast)), replies: repliesOf(script, cast) },
  };
}

function kindIdOf(script: ScriptSite, { sites, byHand }: LetterCast): string {
  const { fate, site } = script;
  if (byHand.has(script)) return 'login-at-submit';
  if (fate === 'pending') return 'captcha';
  if (fate === 'channel_unavailable') {
    const closed = sites.filter((one) => one.fate === fate);
    return CLOSED[closed.indexOf(script) % CLOSED.length] ?? 'dead-button';
  }
  return pick(OPEN, site.siteCode, 'kind');
}

function repliesOf(script: ScriptSite, { byHand, telephoned }: LetterCast): ReplyPlan {
  const { fate } = script;
  if (fate === null || byHand.has(script) || script === telephoned) return 'never';
  const last = TIMELINES[fate].looks.at(-1)?.[1];
  if (last === undefined || last === 'nothing') return 'never';
  const answeredAt = Date.parse(`${last.stated}+08:00`);
  return { answeredAt, department: '办公室', text: answerText(letterOf(script)) };
}

function kindOf(id: string): LetterKind {
  const kind = LETTER_KINDS.find((one) => one.id === id);
  if (kind === undefined) throw new Error(`no kind ${id}`);
  return kind;
}
