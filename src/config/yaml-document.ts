import { isMap, isScalar, isSeq, LineCounter, type Node, parseDocument } from 'yaml';
import type { z } from 'zod';
import { type ErrorCode, type Place, XunjianError } from '../errors.ts';

/** A YAML file with its value and a way to find the line of a key. */
export interface YamlDocument {
  file: string;
  value: unknown;
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/** Parses YAML; throws `code` with file and line when it is no YAML. */
export function parseYaml(text: string, file: string, code: ErrorCode): YamlDocument {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    const reason = error.message.split('\n')[0] ?? 'not YAML';
    throw new XunjianError(
      code,
      `${at(file, line)}: ${reason}`,
      'mend the YAML there (indentation and quotes first)',
      {
        place: line === undefined ? { file } : { file, line },
      },
    );
  }
  return {
    file,
    value: document.toJS() ?? {},
    lineOf: (path) => {
      const offset = offsetOf(document.contents, path);
      return offset === null ? undefined : counter.linePos(offset).line;
    },
  };
}

/** Start of the key a path names, or of the deepest part of it that exists. */
function offsetOf(contents: unknown, path: readonly PropertyKey[]): number | null {
  let node: unknown = contents;
  let offset: number | null = null;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find(
        ({ key }) => (isScalar(key) ? String(key.value) : String(key)) === String(step),
      );
      if (pair === undefined) break;
      offset = (pair.key as Node).range?.[0] ?? offset;
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)] as Node | undefined;
      offset = item?.range?.[0] ?? offset;
      node = item;
    } else break;
  }
  return offset;
}

/** Turns the first schema issue into one line with file, line and key, and how to mend it. */
export function placeOfIssue(
  error: z.ZodError,
  document: YamlDocument,
  knownKeys: readonly string[] = [],
): { message: string; remedy: string; place: Place } {
  const [issue] = error.issues;
  if (issue === undefined)
    return { message: `${document.file} is invalid`, remedy: 'check it', place: { file: document.file } };
  const unknown = issue.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = unknown === undefined ? issue.path : [...issue.path, unknown];
  const key = path.map(String).join('.');
  const line = document.lineOf(path);
  const place: Place = line === undefined ? { file: document.file, key } : { file: document.file, line, key };
  const where = at(document.file, line);
  if (unknown !== undefined) {
    const near = nearest(key, knownKeys);
    return {
      message: `${where}: unknown key "${key}"`,
      remedy:
        near === null
          ? 'remove it, or see docs/reference/config.md for the known keys'
          : `did you mean "${near}"?`,
      place,
    };
  }
  return {
    message: `${where}: "${key}": ${issue.message}`,
    remedy: 'see docs/reference/config.md for what it takes',
    place,
  };
}

function at(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`;
}

/** The known key closest to a misspelt one, if any is close. */
export function nearest(key: string, known: readonly string[]): string | null {
  let best: string | null = null;
  let least = Math.max(2, Math.floor(key.length / 3)) + 1;
  for (const candidate of known) {
    const distance = editDistance(key.toLowerCase(), candidate.toLowerCase());
    if (distance < least) {
      least = distance;
      best = candidate;
    }
  }
  return best;
}

function editDistance(a: string, b: string): number {
  let row = Array.from({ length: b.length + 1 }, (_, i) => i);
  for (let i = 1; i <= a.length; i++) {
    const next = [i];
    for (let j = 1; j <= b.length; j++) {
      const swap = (row[j - 1] ?? 0) + (a[i - 1] === b[j - 1] ? 0 : 1);
      next.push(Math.min(swap, (row[j] ?? 0) + 1, (next[j - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[b.length] ?? 0;
}
