import { readFileSync } from 'node:fs';
import { z } from 'zod';
import { XunjianError } from '../errors.ts';
import { parseYaml, placeOfIssue } from './yaml-document.ts';

const days = z.strictObject({ days: z.number().int().positive() });
const months = z.strictObject({ months: z.number().int().positive() });
const period = z.union([days, months]);
const suffixes = z.strictObject({
  organ: z.array(z.string()).min(1),
  institution: z.array(z.string()).min(1),
});

/** How sure we are of a rule's wording and threshold (STANDARDS, "Confidence"). */
const confidence = z.enum(['A', 'B', 'C-high', 'C-mid', 'C-low']);

function indicator<T extends z.ZodType>(thresholds: T) {
  return z.strictObject({
    severity: z.enum(['veto', 'deduct', 'bonus', 'watch']),
    basis: z.strictObject({ document: z.string(), clause: z.string(), text: z.string() }),
    confidence,
    thresholds,
  });
}

const ruleSet = z.strictObject({
  id: z.string().regex(/^[a-z0-9-]+$/),
  version: z.number().int().positive(),
  title: z.string(),
  documentNumber: z.string(),
  jurisdiction: z.string(),
  /** Shown, not enforced: the operator chooses the rules. */
  validFrom: z.string(),
  confirmation: z.strictObject({ windowDays: z.number().int().positive() }),
  verdict: z.strictObject({ required: z.array(z.string()), attested: z.array(z.string()) }),
  indicators: z.strictObject({
    'home-not-updated': indicator(z.strictObject({ limit: days, warn: days })),
    'column-not-updated': indicator(
      z.strictObject({
        limits: z.partialRecord(
          z.enum(['news', 'notice', 'policy', 'consultation', 'interaction', 'service']),
          period,
        ),
        named: z.array(
          z.strictObject({ match: z.array(z.string()).min(1), months: z.number().int().positive() }),
        ),
      }),
    ),
    'column-blank': indicator(z.strictObject({})),
    'columns-not-updated': indicator(
      z.strictObject({
        shortTerm: z.strictObject({ count: z.number().int().positive() }),
        longTerm: z.strictObject({ count: z.number().int().positive(), warnOver: z.number().int() }),
        blank: z.strictObject({ count: z.number().int().positive(), warnOver: z.number().int() }),
      }),
    ),
    'interaction-poor': indicator(
      z.strictObject({
        unansweredMonths: z.number().int().positive(),
        windowMonths: z.number().int().positive(),
      }),
    ),
    'domain-not-government': indicator(suffixes),
    'system-off-domain': indicator(suffixes),
    'identity-incomplete': indicator(
      z.strictObject({
        required: z.array(z.enum(['siteCode', 'icp', 'police', 'sponsor', 'badge', 'findErrorEntry'])).min(1),
      }),
    ),
  }),
});

/** A versioned set of rules: thresholds with their sources. Rules are data, so a province overrides them by a file. */
export type RuleSet = z.infer<typeof ruleSet>;

/** `national-2019@1`: how results name the rules they were judged by. */
export function ruleSetName({ id, version }: RuleSet): string {
  return `${id}@${version}`;
}

/** Reads a rule set. Throws RULES_UNREADABLE or RULES_INVALID with file, line and key. */
export function loadRuleSet(file: string): RuleSet {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (cause) {
    throw new XunjianError(
      'RULES_UNREADABLE',
      `cannot read the rule set ${file}`,
      'check "rules" in the configuration, or the path after --rules',
      { cause, place: { file } },
    );
  }
  const document = parseYaml(text, file, 'RULES_INVALID');
  const parsed = ruleSet.safeParse(document.value);
  if (parsed.success) return parsed.data;
  const { message, remedy, place } = placeOfIssue(parsed.error, document);
  throw new XunjianError('RULES_INVALID', message, remedy, { place });
}
