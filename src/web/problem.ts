import { type ErrorCode, XunjianError } from '../errors.ts';

/** `application/problem+json` (RFC 9457). `code` is for programs: match on it, never on text. */
export interface Problem {
  type: 'about:blank';
  title: string;
  status: number;
  detail: string;
  code: string;
}

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8';

const TITLES: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  409: 'Conflict',
  413: 'Content Too Large',
  415: 'Unsupported Media Type',
  500: 'Internal Server Error',
  503: 'Service Unavailable',
};

/** A refusal of the API itself, before any of our errors. */
export class HttpProblem extends Error {
  readonly status: number;
  readonly code: string;
  constructor(status: number, code: string, detail: string) {
    super(detail);
    this.name = 'HttpProblem';
    this.status = status;
    this.code = code;
  }
}

const STATUS: Partial<Record<ErrorCode, number>> = {
  USAGE: 400,
  TARGET_INVALID: 400,
  TARGET_UNKNOWN: 404,
  FINDING_UNKNOWN: 404,
  CAMPAIGN_UNKNOWN: 404,
  LETTER_UNKNOWN: 404,
  DESK_UNKNOWN: 404,
  TOKEN_UNKNOWN: 404,
  EVIDENCE_MISSING: 404,
  LETTER_STATE: 409,
  CAMPAIGN_EXISTS: 409,
  RUN_LOCKED: 409,
};

/** What an error says to a client. What is ours alone (stack, SQL, paths) stays here. */
export function problemOf(error: unknown): Problem {
  if (error instanceof HttpProblem) return problem(error.status, error.code, error.message);
  if (error instanceof XunjianError) {
    const status = STATUS[error.code] ?? 500;
    return status === 500
      ? problem(500, error.code, 'the request could not be served')
      : problem(status, error.code, `${error.message}; ${error.remedy}`);
  }
  const status = statusOf(error);
  return status === null
    ? problem(500, 'INTERNAL', 'the request could not be served')
    : problem(
        status,
        'REQUEST_INVALID',
        error instanceof Error ? error.message : 'the request is not understood',
      );
}

/** Fastify's own refusals (body too large, no JSON, failed validation) carry a 4xx status. */
function statusOf(error: unknown): number | null {
  if (typeof error !== 'object' || error === null || !('statusCode' in error)) return null;
  const status = Number(error.statusCode);
  return status >= 400 && status < 500 ? status : null;
}

function problem(status: number, code: string, detail: string): Problem {
  return { type: 'about:blank', title: TITLES[status] ?? 'Error', status, detail, code };
}
