import { z } from 'zod';
import { ANSWER_WORTHS } from '../domain/answer-worth.ts';
import { isFinal, LETTER_CATEGORIES, LETTER_FLAGS, LETTER_STATES } from '../domain/letter.ts';
import type { Site } from '../domain/site.ts';
import { type LetterStatus, letterStatusLines } from '../run/letters-status.ts';
import type { AccessToken } from '../store/token-repository.ts';
import { listOf, pageOf, pageQuery, type Route } from './route.ts';

const text = z.string();
const maybe = z.string().nullable();

const letter = z.strictObject({
  letterId: text,
  campaign: text,
  siteCode: text,
  siteName: text,
  state: z.enum(LETTER_STATES),
  reason: maybe,
  category: z.enum(LETTER_CATEGORIES),
  submittedAt: maybe,
  receipt: z.strictObject({ number: maybe, query: maybe }).nullable(),
  deadline: maybe,
  deadlineSource: text,
  reply: z
    .strictObject({
      statedAt: maybe,
      firstSeenAt: maybe,
      lastUnseenAt: maybe,
      department: maybe,
      text,
      quality: z.enum(ANSWER_WORTHS),
    })
    .nullable(),
  lastUnseenAt: maybe,
  lastLookAt: maybe,
  nextAttemptAt: maybe,
  attempts: z.number().int(),
  flags: z.array(z.enum(LETTER_FLAGS)),
  working: text,
});

export const LETTER_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/letters',
    summary: 'Letters with state, category and how it was worked out',
    role: 'viewer',
    query: z.strictObject({
      ...pageQuery,
      campaign: text.optional(),
      siteCode: text.optional(),
      state: z.enum(LETTER_STATES).optional(),
      category: z.enum(LETTER_CATEGORIES).optional(),
      lang: z.enum(['zh', 'en']).default('zh'),
    }),
    answer: listOf(letter),
    async handle({ workspace, query, token }) {
      const { campaign, siteCode, state, category, lang } = query as Record<string, string | undefined>;
      const lines = await letterStatusLines(
        workspace,
        { campaign, siteCode: siteCode?.toLowerCase(), state, category, ofSite: ownSites(token) },
        null,
        lang === 'en' ? 'en' : 'zh',
      );
      // A unit must not learn of a test letter while it can still answer it: that would be no test.
      const shown = token?.unit == null ? lines : lines.filter((line) => isFinal(line.category));
      const page = pageOf(shown, ({ letterId }) => letterId, query);
      return { json: { ...page, items: page.items.map((line) => withoutCode(line, token)) } };
    },
  },
];

/** With its query code anybody opens a letter at its site and reads who wrote it: for those who work with letters alone. */
function withoutCode(line: LetterStatus, token: AccessToken | null): LetterStatus {
  const isInside = token !== null && token.role !== 'viewer' && token.unit === null;
  if (isInside || line.receipt === null) return line;
  return { ...line, receipt: { ...line.receipt, query: null } };
}

/** Sites a token may see: all, or those of its unit. */
function ownSites(token: AccessToken | null): ((site: Site) => boolean) | undefined {
  const unit = token?.unit ?? null;
  if (unit === null) return undefined;
  return ({ sponsor, name, region }) => sponsor === unit || name === unit || region === unit;
}
