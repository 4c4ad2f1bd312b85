/**
 * Every error the program raises on purpose. The table is the only place codes are made; docs/reference/errors.md
 * lists them all, and a test holds the two together. An error is never a finding.
 */

/** Exit statuses of the command (DESIGN §5). */
export const EXIT = { ok: 0, failures: 1, usage: 2, cannotRun: 3, interrupted: 130 } as const;

/** code → exit status. `usage`: the person mends it. `cannotRun`: store, browser or network of ours. */
export const ERROR_CODES = {
  USAGE: EXIT.usage,
  CONFIG_UNREADABLE: EXIT.usage,
  CONFIG_INVALID: EXIT.usage,
  RULES_UNREADABLE: EXIT.usage,
  RULES_INVALID: EXIT.usage,
  INVENTORY_UNREADABLE: EXIT.usage,
  INVENTORY_INVALID: EXIT.usage,
  TARGET_INVALID: EXIT.usage,
  TARGET_UNKNOWN: EXIT.usage,
  FINDING_UNKNOWN: EXIT.usage,
  FILE_UNREADABLE: EXIT.usage,
  PROBLEM_UNKNOWN: EXIT.usage,
  PROBLEM_STATE: EXIT.usage,
  SAMPLE_EXISTS: EXIT.usage,
  SAMPLE_UNKNOWN: EXIT.usage,
  PASSAGES_INVALID: EXIT.usage,
  DATABASE_NEWER: EXIT.usage,
  DATABASE_IS_REHEARSAL: EXIT.usage,
  DATABASE_IS_REAL: EXIT.usage,
  DATABASE_UNREADABLE: EXIT.cannotRun,
  DATABASE_UNWRITABLE: EXIT.cannotRun,
  EVIDENCE_UNWRITABLE: EXIT.cannotRun,
  EVIDENCE_MISSING: EXIT.cannotRun,
  CALENDAR_YEAR_UNKNOWN: EXIT.usage,
  CAMPAIGN_EXISTS: EXIT.usage,
  CAMPAIGN_UNKNOWN: EXIT.usage,
  LETTER_UNKNOWN: EXIT.usage,
  LETTER_STATE: EXIT.usage,
  LETTERS_NOT_ALLOWED: EXIT.usage,
  TEMPLATES_INVALID: EXIT.usage,
  PERSONAS_INVALID: EXIT.usage,
  PERSONA_KEY: EXIT.usage,
  DESK_UNKNOWN: EXIT.usage,
  TOKEN_UNKNOWN: EXIT.usage,
  PORT_UNAVAILABLE: EXIT.cannotRun,
  RUN_LOCKED: EXIT.cannotRun,
  VANTAGE_DOWN: EXIT.cannotRun,
  BROWSER_UNAVAILABLE: EXIT.cannotRun,
  INTERRUPTED: EXIT.interrupted,
} as const satisfies Record<string, number>;
export type ErrorCode = keyof typeof ERROR_CODES;

/** Where in a person's file the trouble stands. */
export interface Place {
  file: string;
  line?: number;
  key?: string;
}

/**
 * What happened, to what, and how to mend it. The command prints `message` and `remedy` on one line each and
 * exits with the code's status. Match on `code`, never on text.
 */
export class XunjianError extends Error {
  readonly code: ErrorCode;
  readonly remedy: string;
  readonly place: Place | null;

  constructor(
    code: ErrorCode,
    message: string,
    remedy: string,
    options: { place?: Place; cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.name = 'XunjianError';
    this.code = code;
    this.remedy = remedy;
    this.place = options.place ?? null;
  }

  get exitStatus(): number {
    return ERROR_CODES[this.code];
  }
}
