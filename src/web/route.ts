import { z } from 'zod';
import type { Workspace } from '../run/workspace.ts';
import type { AccessToken, Role } from '../store/token-repository.ts';
import { HttpProblem } from './problem.ts';

/**
 * One operation of the API. Routes are a table: the server, the authorisation and openapi.json are all made of it, so
 * that none can say something else than the others.
 */
export interface Route {
  method: 'GET' | 'POST';
  /** Below `/api/v1`; parameters as `:name`. */
  path: string;
  summary: string;
  /** The least role that may; null for everybody, without a token. */
  role: Role | null;
  query?: z.ZodType;
  body?: z.ZodType;
  /** The largest body it takes, bytes; 64 KiB where it says nothing. */
  bodyBytes?: number;
  /** What a good answer holds; a string names a media type of bytes. */
  answer: z.ZodType | string;
  status?: number;
  handle(call: Call): Promise<Answer>;
}

/** A checked request. */
export interface Call {
  workspace: Workspace;
  params: Readonly<Record<string, string>>;
  query: Readonly<Record<string, unknown>>;
  body: unknown;
  /** Who asks; null only where the route asks for no token. */
  token: AccessToken | null;
}

export type Answer = { json: unknown } | { bytes: Uint8Array; type: string };

/** Lists: `{"items":[…],"next":CURSOR|null}`. */
export const listOf = (item: z.ZodType) =>
  z.strictObject({ items: z.array(item), next: z.string().nullable() });

const MOST = 200;

/** `?limit=` and `?cursor=` of every list. */
export const pageQuery = {
  limit: z.coerce.number().int().min(1).max(MOST).default(50).describe(`items a page, 1 to ${MOST}`),
  cursor: z.string().max(512).optional().describe('`next` of the page before'),
};

/**
 * Cuts a page out of a list that is there whole; the cursor names the last item of the page before. In a list whose items
 * go (the desk) a cursor whose item has gone begins anew: better shown twice than never.
 */
export function pageOf<T>(
  items: readonly T[],
  idOf: (item: T) => string,
  { limit, cursor }: Readonly<Record<string, unknown>>,
  isPassing = false,
): { items: T[]; next: string | null } {
  const after = typeof cursor === 'string' ? decodeCursor(cursor) : null;
  const from = after === null ? 0 : items.findIndex((item) => idOf(item) === after) + 1;
  if (after !== null && from === 0 && !isPassing)
    throw new HttpProblem(400, 'CURSOR_INVALID', 'that cursor names no place in this list');
  const page = items.slice(from, from + Number(limit));
  const last = page.at(-1);
  const isMore = from + page.length < items.length;
  return { items: page, next: isMore && last !== undefined ? encodeCursor(idOf(last)) : null };
}

/** Opaque: clients hand it back and build nothing on it. */
const encodeCursor = (id: string) => Buffer.from(`v1:${id}`).toString('base64url');

function decodeCursor(cursor: string): string {
  const text = Buffer.from(cursor, 'base64url').toString('utf8');
  if (text.startsWith('v1:')) return text.slice(3);
  throw new HttpProblem(400, 'CURSOR_INVALID', 'that cursor is none of this API');
}
