import { createHash } from 'node:crypto';
import path from 'node:path';
import type { z } from 'zod';
import type { IndicatorId } from '../domain/outcome.ts';
import { XunjianError } from '../errors.ts';
import { issueError } from './explain-issue.ts';
import { type RuleIndicators, ruleSetSchema } from './rule-set-schema.ts';
import { at, parseYaml, readSmallFile, type YamlDocument } from './yaml-document.ts';

/**
 * A versioned set of rules: thresholds with their sources. Rules are data, so a province overrides them by a file.
 * A probe's own part is `RuleSet['indicators']['home-not-updated']`, its limits `…['thresholds']`.
 */
export type RuleSet = z.infer<typeof ruleSetSchema>;

/** The rule of one indicator. */
export type Rule<Id extends IndicatorId> = RuleIndicators[Id];

/** `national-2019@1`: how results name the rules they were judged by. */
export function ruleSetName({ id, version }: Pick<RuleSet, 'id' | 'version'>): string {
  return `${id}@${version}`;
}

/** SHA-256 over the rules as judged by: two files of one name and version that differ do not share it. */
export function ruleSetDigest(rules: RuleSet): `sha256:${string}` {
  return `sha256:${createHash('sha256').update(JSON.stringify(rules)).digest('hex')}`;
}

const REFERENCE = 'docs/reference/indicators.md';
const REMEDY = 'check "rules" in the configuration, or the path after --rules';
/** A province over the nation, a city over its province: deeper chains hide which file decides. */
const MAX_LAYERS = 3;

/**
 * Reads a rule set. A file may name another one by `extends: FILE` (relative to itself) and give only what differs:
 * maps are merged key by key, lists and values replaced. Throws RULES_UNREADABLE or RULES_INVALID with file, line and
 * key. Frozen.
 */
export function loadRuleSet(file: string): RuleSet {
  const layers = readLayers(file);
  const document = overlaid(layers);
  const parsed = ruleSetSchema.safeParse(document.value);
  if (parsed.success) return deepFreeze(parsed.data);
  const [issue] = parsed.error.issues;
  const path = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys] : (issue?.path ?? []);
  throw issueError(parsed.error, ruleSetSchema, fileOf(layers, path, document), {
    code: 'RULES_INVALID',
    reference: REFERENCE,
  });
}

/** The file itself first, then what it extends. */
function readLayers(file: string): YamlDocument[] {
  const layers: YamlDocument[] = [];
  let next: string | null = file;
  while (next !== null) {
    const here: string = next;
    const document = parseYaml(
      readSmallFile(here, 'the rule set', 'RULES_UNREADABLE', REMEDY),
      here,
      'RULES_INVALID',
    );
    if (!isMap(document.value)) {
      throw new XunjianError('RULES_INVALID', `${here}:1: holds no rules`, `see ${REFERENCE}`, {
        place: { file: here, line: 1 },
      });
    }
    const { extends: base, ...own } = document.value;
    layers.push({ ...document, value: own });
    if (base === undefined) break;
    const line = document.lineOf(['extends']);
    if (typeof base !== 'string' || layers.length === MAX_LAYERS) {
      throw new XunjianError(
        'RULES_INVALID',
        `${at(here, line)}: "extends" takes the path of another rule set, at most ${MAX_LAYERS} files in all`,
        'name the file to build on, or write its rules here',
        { place: { file: here, key: 'extends', ...(line === undefined ? {} : { line }) } },
      );
    }
    next = path.resolve(path.dirname(here), base);
  }
  return layers;
}

function overlaid(layers: readonly YamlDocument[]): YamlDocument {
  const [top] = layers;
  if (top === undefined) throw new Error('a rule set has at least one layer');
  return { ...top, value: layers.map(({ value }) => value).reduceRight((base, own) => merge(base, own)) };
}

/** The layer whose line a message should name: the topmost one that has the key, else the file that was asked for. */
function fileOf(
  layers: readonly YamlDocument[],
  path: readonly PropertyKey[],
  merged: YamlDocument,
): YamlDocument {
  const owner = layers.find(({ value }) => has(value, path)) ?? layers[0] ?? merged;
  return { ...owner, value: merged.value };
}

function has(value: unknown, path: readonly PropertyKey[]): boolean {
  let here = value;
  for (const step of path) {
    if (typeof here !== 'object' || here === null || !(step in here)) return false;
    here = (here as Record<PropertyKey, unknown>)[step];
  }
  return true;
}

function merge(base: unknown, own: unknown): unknown {
  if (!isMap(base) || !isMap(own)) return own;
  const both: Record<string, unknown> = { ...base };
  for (const [key, value] of Object.entries(own)) both[key] = key in base ? merge(base[key], value) : value;
  return both;
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null) {
    Object.values(value).forEach(deepFreeze);
    Object.freeze(value);
  }
  return value;
}
