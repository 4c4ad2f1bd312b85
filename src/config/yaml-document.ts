import { closeSync, fstatSync, openSync, readFileSync } from 'node:fs';
import { isMap, isNode, isScalar, isSeq, LineCounter, parseDocument } from 'yaml';
import { type ErrorCode, XunjianError } from '../errors.ts';

/** A YAML file with its value and a way to find the line of a key. */
export interface YamlDocument {
  /** As it was named: messages repeat what the person wrote. */
  file: string;
  value: unknown;
  /** Line of the key a path names, or of the deepest part of it that exists. */
  lineOf(path: readonly PropertyKey[]): number | undefined;
}

/** 1 MiB: no configuration or rule set comes near; more is a wrong file, and parsing it would hang the start. */
const MAX_BYTES = 1024 * 1024;

/** Reads a small text file whole; throws `code` with `remedy` when it cannot be read or is no such file. */
export function readSmallFile(file: string, what: string, code: ErrorCode, remedy: string): string {
  try {
    const descriptor = openSync(file, 'r');
    try {
      const { size } = fstatSync(descriptor);
      if (size > MAX_BYTES) throw new Error(`it has ${size} bytes, more than ${MAX_BYTES}`);
      return new TextDecoder('utf-8', { fatal: true }).decode(readFileSync(descriptor));
    } finally {
      closeSync(descriptor);
    }
  } catch (cause) {
    throw new XunjianError(code, `cannot read ${what} ${file}: ${why(cause)}`, remedy, {
      cause,
      place: { file },
    });
  }
}

function why(cause: unknown): string {
  const code = cause instanceof Error && 'code' in cause ? String(cause.code) : '';
  if (code === 'ENOENT') return 'there is no such file';
  if (code === 'EACCES') return 'this user may not read it';
  if (code === 'EISDIR') return 'it is a folder';
  if (code === 'ERR_ENCODING_INVALID_ENCODED_DATA') return 'it is not UTF-8';
  return cause instanceof Error ? cause.message : String(cause);
}

/** Parses YAML; throws `code` with file and line when it is no YAML or gives a key twice. */
export function parseYaml(text: string, file: string, code: ErrorCode): YamlDocument {
  const counter = new LineCounter();
  const document = parseDocument(text, { lineCounter: counter, uniqueKeys: true });
  const [error] = document.errors;
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    const reason = (error.message.split('\n')[0] ?? 'not YAML').replace(/ at line \d+, column \d+:?$/, '');
    throw new XunjianError(
      code,
      `${at(file, line)}: ${reason}`,
      error.code === 'DUPLICATE_KEY'
        ? 'keep one of the two'
        : 'mend the YAML there: indentation and quotes first',
      { place: line === undefined ? { file } : { file, line } },
    );
  }
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: 100 }) ?? {};
  } catch (cause) {
    throw new XunjianError(
      code,
      `${file}: ${cause instanceof Error ? cause.message : String(cause)}`,
      'write the values out instead of using aliases',
      { cause, place: { file } },
    );
  }
  return {
    file,
    value,
    lineOf: (path) => {
      const offset = offsetOf(document.contents, path);
      return offset === null ? undefined : counter.linePos(offset).line;
    },
  };
}

function offsetOf(contents: unknown, path: readonly PropertyKey[]): number | null {
  let node: unknown = contents;
  let offset = isNode(node) ? (node.range?.[0] ?? null) : null;
  for (const step of path) {
    let key: unknown;
    if (isMap(node)) {
      const pair = node.items.find(({ key }) => String(isScalar(key) ? key.value : key) === String(step));
      key = pair?.key;
      node = pair?.value;
    } else if (isSeq(node)) {
      node = node.items[Number(step)];
      key = node;
    } else break;
    if (!isNode(key)) break;
    offset = key.range?.[0] ?? offset;
  }
  return offset;
}

/** `file:line`, or the file alone. */
export function at(file: string, line: number | undefined): string {
  return line === undefined ? file : `${file}:${line}`;
}
