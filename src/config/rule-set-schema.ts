import { z } from 'zod';
import { PRESENCE_STATES, WAYS } from '../domain/account-facts.ts';
import { ACCOUNT_INDICATORS, SITE_INDICATORS } from '../domain/outcome.ts';
import { SITE_TYPES } from '../domain/site.ts';

const flag = z.boolean().describe('true or false');
const count = z.number().int().min(1).describe('a whole number of at least 1');
const over = z.number().int().min(0).describe('a whole number of at least 0');
const share = z.number().gt(0).lte(1).describe('a share above 0 and up to 1');
const text = z.string().trim().min(1).describe('a text');
const texts = z.array(text).min(1).describe('a list of texts');
const date = z.iso.date().describe('a date in quotes, such as "2019-04-01"');
const days = z.strictObject({ days: count }).describe('calendar days as { days: N }');
const period = z
  .union([z.strictObject({ days: count }), z.strictObject({ months: count })])
  .describe('calendar days as { days: N } or calendar months as { months: N }');

/** How sure we are of a rule's wording and threshold: A official text … C-low not verified (docs/reference/indicators.md). */
export const CONFIDENCES = ['A', 'B', 'C-high', 'C-mid', 'C-low'] as const;
const confidence = z.enum(CONFIDENCES).describe(`one of ${CONFIDENCES.join(', ')}`);

/** 单项否决, 扣分, 加分; `watch` is reported and followed up but not scored by the document. */
export const SEVERITIES = ['veto', 'deduct', 'bonus', 'watch'] as const;

const basis = z.strictObject({
  /** Title of the document. */
  document: text,
  /** 发文字号, where it has one. */
  number: text.optional(),
  /** Where in it. */
  clause: text,
  /** The condition, close to the document's words; in our own where `confidence` is below A. */
  text,
  /** From when it holds, where that differs from the rule set's date. */
  validFrom: date.optional(),
});

function indicator<T extends z.ZodType>(thresholds: T) {
  return z.strictObject({
    severity: z.enum(SEVERITIES).describe(`one of ${SEVERITIES.join(', ')}`),
    /** Site types it is judged for; `not_applicable` elsewhere. All when absent; without meaning for accounts. */
    appliesTo: z
      .array(z.enum(SITE_TYPES))
      .min(1)
      .optional()
      .describe(`a list of ${SITE_TYPES.join(', ')}`),
    basis: z.array(basis).min(1).describe('a list of { document, number, clause, text }'),
    confidence,
    thresholds,
    /** What single thresholds rest on when that is less than `confidence` says: warning margins are ours, for instance. */
    notes: z.record(z.string(), text).optional(),
  });
}

const hostSuffixes = {
  /** Suffixes allowed to 机关 and to bodies that exercise administrative powers. Chinese ones also in punycode: URLs carry that. */
  organ: texts,
  /** Suffixes allowed to 事业单位. */
  institution: texts,
};

const COLUMN_LIMIT_KINDS = ['news', 'notice', 'policy', 'consultation', 'interaction', 'service'] as const;
const limitByKind = z
  .partialRecord(z.enum(COLUMN_LIMIT_KINDS), period)
  .describe(`${COLUMN_LIMIT_KINDS.join(', ')}, each with a period`);

export const IDENTITY_PARTS = ['siteCode', 'icp', 'police', 'sponsor', 'badge', 'findErrorEntry'] as const;

const indicators = z.strictObject({
  'site-unreachable': indicator(
    z.strictObject({
      /** Days of samples a verdict looks back on. */
      windowDays: count,
      /** Fewer samples than this decide nothing. */
      minSamples: count,
      /** At or past this share of failed samples the site is unreachable. */
      failShare: share,
      warnShare: share,
      /** A sample that takes this long has failed. Milliseconds. */
      slowMs: count,
      /** Points of view that must agree before the machine confirms. */
      vantages: count,
    }),
  ),
  'home-not-updated': indicator(z.strictObject({ limit: days, warn: days })),
  'columns-not-updated': indicator(
    z.strictObject({
      /** 动态要闻 of any level, 通知公告 and 政策文件 of the first level, past their limits: together this many. */
      shortTerm: z.strictObject({ count }),
      /** Columns of any kind past their limits. */
      longTerm: z.strictObject({ count, warnOver: over }),
      blank: z.strictObject({ count, warnOver: over }),
    }),
  ),
  'column-not-updated': indicator(
    z.strictObject({
      /** Update limit by kind of column; a kind that is absent has none. */
      limits: limitByKind,
      /** Age from which a column is close to its limit, by kind. */
      warn: limitByKind,
      /** Columns that fit no kind but are known by name: the first match holds. */
      named: z.array(z.strictObject({ match: texts, months: count, warnMonths: count })),
    }),
  ),
  'column-blank': indicator(z.strictObject({})),
  'interaction-poor': indicator(
    z.strictObject({
      /** A public consultation without an answer for this many calendar months fails. */
      unansweredMonths: count,
      warnMonths: count,
      /** Consultations older than this are not looked at. */
      windowMonths: count,
    }),
  ),
  'service-impractical': indicator(
    z.strictObject({
      /** 办事指南重点要素类别. */
      elements: texts,
      /** A guide that lacks this many of them is impractical. */
      missingElements: count,
      /** This many impractical guides fail; all of them where there are fewer guides. */
      items: count,
    }),
  ),
  'content-severe': indicator(
    z.strictObject({
      /** What a person attests to, one by one. */
      conditions: texts,
    }),
  ),
  'domain-not-government': indicator(z.strictObject(hostSuffixes)),
  'system-off-domain': indicator(z.strictObject(hostSuffixes)),
  'identity-incomplete': indicator(
    z.strictObject({
      required: z
        .array(z.enum(IDENTITY_PARTS))
        .min(1)
        .describe(`a list of ${IDENTITY_PARTS.join(', ')}`),
    }),
  ),
  'meta-tags-incomplete': indicator(
    z.strictObject({ site: texts, column: texts, article: texts, /** Pages sampled. */ pages: count }),
  ),
  'link-broken': indicator(z.strictObject({ /** Broken links from which it fails. */ count })),
  'search-not-working': indicator(
    z.strictObject({
      /** Published titles searched for. */
      titles: count,
      /** A title counts as found among this many first results. */
      topResults: count,
      /** Titles not found from which it fails. */
      misses: count,
    }),
  ),
  'https-invalid': indicator(
    z.strictObject({ /** Days left from which an expiring certificate is a notice. */ warnDays: count }),
  ),
  'ipv6-unsupported': indicator(
    z.strictObject({
      /** Share of home pages looked at that must answer. */ homeShare: share,
      /** The same of second- and third-level pages. */ innerShare: share,
    }),
  ),
  'date-forged': indicator(
    z.strictObject({
      /** Days by which the shown date must be newer than the date of origin. */
      gapDays: count,
      /** Items with such a gap from which it is reported. */
      items: count,
      /** Days by which an item must predate a look that did not show it. Delays of a few days are ordinary work. */
      backfillDays: count,
    }),
  ),
  'letter-answer': indicator(
    z.strictObject({
      /** Letter categories that fail. Deadlines belong to the campaign (`letters.deadlineWorkdays`). */
      fail: z
        .array(z.enum(['late', 'none', 'channel_unavailable']))
        .min(1)
        .describe('a list of late, none, channel_unavailable'),
    }),
  ),
  'account-not-updated': indicator(
    z.strictObject({
      limit: days,
      warn: days,
      /** Whether a repost is an update. */
      reposts: flag.default(true),
      /** Whether a change of the menu is one. */
      menuChanges: flag.default(false),
      /** Warns when nothing of its own was posted for so long; absent: not looked at. */
      original: z.strictObject({ months: count }).describe('calendar months as { months: N }').optional(),
    }),
  ),
  'account-no-interaction': indicator(
    z.strictObject({
      /** One of these that works is enough. */
      anyOf: z
        .array(z.enum(WAYS))
        .min(1)
        .describe(`a list of ${WAYS.join(', ')}`),
    }),
  ),
  'account-unavailable': indicator(
    z.strictObject({
      /** Failed looks, on calendar days of their own, that confirm it without a person. */
      looks: count,
      /** What the platform says of an account that counts as unavailable; other words of it are a notice. */
      states: z
        .array(z.enum(PRESENCE_STATES))
        .min(1)
        .describe(`a list of ${PRESENCE_STATES.join(', ')}`)
        .default(['deleted', 'frozen', 'expired', 'moved', 'gone', 'undownloadable']),
      /** What a name that differs from the registry's is. */
      renamed: z.enum(['fail', 'notice']).describe('fail or notice').default('fail'),
    }),
  ),
  'account-unreported': indicator(z.strictObject({})),
  'account-duplicate': indicator(
    z.strictObject({ /** Accounts one operator may have on one platform. */ perPlatform: count }),
  ),
});

/** Every indicator id must have its rule, and no rule an unknown id. Compile-time and, by the test, run-time. */
export type RuleIndicators = z.infer<typeof indicators>;

const indicatorId = z.enum([...SITE_INDICATORS, ...ACCOUNT_INDICATORS]).describe('an indicator id');

/** A rule set as its file gives it. The reference of indicators is checked against this. */
export const ruleSetSchema = z
  .strictObject({
    /** Names the set together with `version`: `national-2019@1`. Lower-case letters, digits and `-`. */
    id: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .describe('a name of lower-case letters, digits and "-"'),
    /** Raised with every change of a threshold: results name the version they were judged by. */
    version: count,
    title: text,
    documentNumber: text,
    jurisdiction: text,
    /** Shown, not enforced: the operator chooses the rules (DESIGN §5). */
    validFrom: date,
    confirmation: z.strictObject({
      /** Looks older than this many days no longer confirm a newer one. */
      windowDays: count,
    }),
    verdict: z.strictObject({
      /** Veto indicators that must all have passed before a site is `qualified`. */
      required: z.array(indicatorId).min(1).describe('a list of indicator ids'),
      /** Veto indicators that a person attests; without that they are named as not examined. */
      attested: z.array(indicatorId).describe('a list of indicator ids'),
    }),
    indicators,
  })
  .superRefine(({ verdict, indicators: rules }, context) => {
    for (const list of ['required', 'attested'] as const) {
      verdict[list].forEach((id, i) => {
        if (rules[id].severity === 'veto') return;
        context.addIssue({
          code: 'custom',
          path: ['verdict', list, i],
          message: 'indicators whose severity is veto',
        });
      });
    }
    for (const [id, rule] of Object.entries(rules)) {
      for (const name of Object.keys(rule.notes ?? {})) {
        if (name in rule.thresholds) continue;
        context.addIssue({
          code: 'custom',
          path: ['indicators', id, 'notes', name],
          message: `the name of a threshold (${Object.keys(rule.thresholds).join(', ')})`,
        });
      }
    }
  });
