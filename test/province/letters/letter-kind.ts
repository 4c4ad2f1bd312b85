import type { ArrivedLetter, LetterDesk } from './letter-desk.ts';
import type { Reply } from './reply-plan.ts';

/** A request to one of the letter systems, as the province's server hands it over. */
export interface LetterRequest {
  method: string;
  /** Path and query. */
  target: string;
  cookie: string;
  contentType: string;
  body: Buffer;
}

export interface LetterAnswer {
  status: number;
  headers: Record<string, string>;
  body: Buffer | string;
  /** `reset`: the connection is cut instead. `hang`: nothing ever comes. */
  trouble?: 'reset' | 'hang';
}

/** What a perfect carrier reports of one attempt at this kind. */
export type Expected =
  | 'submitted'
  | 'ambiguous'
  | 'refused'
  | `unavailable:${'no_channel' | 'form_broken' | 'page_dead' | 'maintenance' | 'server_error' | 'submit_dead'}`
  | `undetermined:${'login_required' | 'captcha_waiting' | 'challenged'}`;

/** How a letter is looked up afterwards. */
export type LookUp = 'number_code' | 'code_captcha' | 'phone_id' | 'phone_title' | 'list' | 'none';

/** A flow under one host. */
export interface Flow {
  host: string;
  siteName: string;
  desk: LetterDesk;
  /** Milliseconds since the epoch on the virtual clock. */
  now: number;
  request: LetterRequest;
  path: string;
  query: URLSearchParams;
  /** Of a form post, whatever its encoding; empty for others. */
  fields: Map<string, string>;
  /** What the office has answered by now; null for nothing yet. */
  replyTo(letter: ArrivedLetter): Reply | null;
}

/** A way in which a letter system is built: its pages, and what becomes of a letter there. */
export interface LetterKind {
  id: string;
  /** One line for the reference. */
  what: string;
  expected: Expected;
  /** Letters that one attempt leaves with the site. */
  arrives: 0 | 1;
  lookUp: LookUp;
  /** What stands on the home page for it. */
  entry(host: string): string;
  /** Null for a path that is none of its own. */
  answer(flow: Flow): LetterAnswer | null;
}
