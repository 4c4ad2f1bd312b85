import { z } from 'zod';
import { PLATFORMS } from '../domain/account.ts';
import { PRESENCE_STATES } from '../domain/account-facts.ts';
import { ACCOUNT_INDICATORS, OUTCOMES, STANDINGS, UNDETERMINED_REASONS } from '../domain/outcome.ts';
import { accountLines } from '../run/account-lines.ts';
import { recordLooks } from '../run/accounts-record.ts';
import { HttpProblem } from './problem.ts';
import { listOf, pageOf, pageQuery, type Route } from './route.ts';

const text = z.string();
const maybe = z.string().nullable();

const account = z.strictObject({
  accountKey: text,
  accountName: text,
  title: text.describe('as a bulletin names it'),
  platform: z.enum(PLATFORMS),
  operator: text,
  supervisor: text,
  region: text,
  handle: maybe,
  feedUrl: maybe,
  lookedAt: maybe.describe('when it was last looked at; null for never'),
  by: maybe.describe('the person who looked last; null for an adapter'),
  verdict: z.enum(['qualified', 'unqualified', 'undetermined']),
  unseen: z.boolean().describe('nobody saw all that is asked: a person’s look can decide it'),
  outcomes: z.array(
    z.strictObject({
      indicator: z.enum(ACCOUNT_INDICATORS),
      outcome: z.enum(OUTCOMES),
      standing: z.enum(STANDINGS).nullable(),
      reason: z.enum(UNDETERMINED_REASONS).nullable(),
      message: text,
    }),
  ),
});

/** A photograph of a telephone’s screen in base64, and the rest of the form. */
const LOOK_BYTES = 17 * 1024 * 1024;

/** Longer than any name or date that a person enters. */
const word = z.string().trim().min(1).max(200);

const look = z
  .strictObject({
    newest: word.describe('day of the newest post, YYYY-MM-DD, or none'),
    repost: z.boolean().describe('that post is a repost'),
    interaction: z.enum(['yes', 'no']).describe('whether comments, messages, menu or automatic reply work'),
    presence: z.enum(PRESENCE_STATES).describe('how the account stands'),
    shownName: word.describe('the name the platform shows'),
    checkedAt: word.describe('when it was looked, ISO time or day; now where it is left out'),
    screenshot: z.base64().describe('PNG or JPEG, at most 12 MiB'),
  })
  .partial();

export const ACCOUNT_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/accounts',
    summary: 'New-media accounts in normal use and how they stand',
    role: 'viewer',
    query: z.strictObject({
      ...pageQuery,
      region: text.optional(),
      platform: z.enum(PLATFORMS).optional(),
      name: text.max(200).optional().describe('part of the account’s or the operator’s name'),
      unseen: z.enum(['true', 'false']).optional().describe('true: only what a person’s look can decide'),
      lang: z.enum(['zh', 'en']).default('zh'),
    }),
    answer: listOf(account),
    async handle({ workspace, query, token }) {
      const { region, platform, name, unseen, lang } = query as Record<string, string | undefined>;
      const unit = token?.unit ?? null;
      const lines = await accountLines(
        workspace,
        {
          isWanted: ({ account: one }) =>
            (unit === null || one.operator === unit || one.region === unit) &&
            (region === undefined || one.region === region) &&
            (platform === undefined || one.platform === platform) &&
            (name === undefined || one.name.includes(name) || one.operator.includes(name)),
          isUnseen: unseen === 'true',
        },
        lang === 'en' ? 'en' : 'zh',
      );
      return { json: pageOf(lines, ({ accountKey }) => accountKey, query, true) };
    },
  },
  {
    method: 'POST',
    path: '/accounts/:key/looks',
    summary: 'What a person saw of an account, with a screenshot',
    role: 'operator',
    body: look,
    bodyBytes: LOOK_BYTES,
    status: 201,
    answer: z.strictObject({ accountKey: text, by: text, added: z.boolean() }),
    async handle({ workspace, params, body, token }) {
      if (token?.unit != null)
        throw new HttpProblem(403, 'FORBIDDEN', 'a unit does not look at accounts in the inspection’s name');
      const { screenshot, ...seen } = body as z.infer<typeof look>;
      const by = token?.name ?? token?.id ?? 'api';
      const registered = await workspace.store.accounts.registered();
      const own = registered.filter(({ key }) => key === params.key);
      const { added, accounts } = await recordLooks(workspace, own, [
        {
          ...{ account: params.key ?? '', platform: null, operator: null, by },
          ...{ newest: seen.newest ?? null, repost: seen.repost ?? false },
          ...{ interaction: seen.interaction ?? null, presence: seen.presence ?? null },
          ...{ shownName: seen.shownName ?? null, checkedAt: seen.checkedAt ?? null },
          screenshot: screenshot === undefined ? null : Buffer.from(screenshot, 'base64'),
        },
      ]);
      const [one] = accounts;
      return { json: { accountKey: one?.key ?? '', by, added: added > 0 } };
    },
  },
];
