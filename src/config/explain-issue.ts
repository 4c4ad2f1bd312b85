import { z } from 'zod';
import { nearest } from '../domain/nearest.ts';
import { type ErrorCode, XunjianError } from '../errors.ts';
import { at, type YamlDocument } from './yaml-document.ts';

interface Asked {
  code: ErrorCode;
  /** Where the known keys are listed. */
  reference: string;
}

/** The first schema issue of a document as one error with file, line and key, and how to mend it. */
export function issueError(
  error: z.ZodError,
  schema: z.ZodType,
  document: YamlDocument,
  { code, reference }: Asked,
): XunjianError {
  const [issue] = error.issues;
  const unknown = issue?.code === 'unrecognized_keys' ? issue.keys[0] : undefined;
  const path = [...(issue?.path ?? []), ...(unknown === undefined ? [] : [unknown])];
  const key = path.map(String).join('.');
  const line = document.lineOf(path);
  const place = line === undefined ? { file: document.file, key } : { file: document.file, line, key };
  const where = at(document.file, line);
  if (unknown !== undefined) {
    const near = nearest(unknown, keysAt(schema, path.slice(0, -1)));
    const remedy =
      near === null
        ? `remove it; ${reference} lists the known keys`
        : `did you mean "${[...path.slice(0, -1), near].join('.')}"?`;
    return new XunjianError(code, `${where}: unknown key "${key}"`, remedy, { place });
  }
  if (issue?.code === 'invalid_key')
    return new XunjianError(
      code,
      `${where}: "${key}" ${issue.issues[0]?.message ?? 'is no such name'}`,
      `give it such a name; see ${reference}`,
      { place },
    );
  const given = path.reduce<unknown>(
    (value, step) => (value as Record<PropertyKey, unknown>)?.[step],
    document.value,
  );
  const takes = schemaAt(schema, path)?.description ?? issue?.message ?? 'something else';
  const message =
    given === undefined
      ? `${where}: "${key}" is missing`
      : `${where}: "${key}" takes ${takes}, not ${shown(given)}`;
  return new XunjianError(
    code,
    message,
    given === undefined ? `add it: it takes ${takes}` : `give "${key}" ${takes}; see ${reference}`,
    { place },
  );
}

/** A value as a message repeats it: short, on one line. */
export function shown(value: unknown): string {
  const text = JSON.stringify(value) ?? String(value);
  return text.length > 60 ? `${text.slice(0, 57)}…` : text;
}

function schemaAt(schema: z.ZodType, path: readonly PropertyKey[]): z.ZodType | null {
  let here: z.ZodType | null = schema;
  for (const step of path) {
    if (here === null) return null;
    const inner = unwrap(here);
    if (inner instanceof z.ZodObject) here = (inner.shape[String(step)] as z.ZodType | undefined) ?? null;
    else if (inner instanceof z.ZodRecord) here = inner.valueType as z.ZodType;
    else if (inner instanceof z.ZodArray) here = inner.element as z.ZodType;
    else here = null;
  }
  return here;
}

function keysAt(schema: z.ZodType, path: readonly PropertyKey[]): string[] {
  const inner = schemaAt(schema, path);
  const object = inner === null ? null : unwrap(inner);
  return object instanceof z.ZodObject ? Object.keys(object.shape) : [];
}

function unwrap(schema: z.ZodType): z.ZodType {
  let inner = schema;
  while (
    inner instanceof z.ZodOptional ||
    inner instanceof z.ZodDefault ||
    inner instanceof z.ZodPrefault ||
    inner instanceof z.ZodNullable
  ) {
    inner = inner.unwrap() as z.ZodType;
  }
  return inner;
}
