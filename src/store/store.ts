import type { EpochMs } from '../clock.ts';
import type { Exchange, Tier } from '../domain/exchange.ts';
import type { EvidenceId } from '../domain/outcome.ts';
import type { Site } from '../domain/site.ts';
import type { SiteFacts } from '../domain/site-facts.ts';
import type { AccountRepository } from './account-repository.ts';
import type { DeskRepository } from './desk-repository.ts';
import type { EvidenceUseRepository } from './evidence-use-repository.ts';
import type { HighlightRepository } from './highlight-repository.ts';
import type { HostLeaseRepository } from './host-lease-repository.ts';
import type { JobRepository } from './job-repository.ts';
import type { LetterRepository } from './letter-repository.ts';
import type { ProblemRepository } from './problem-repository.ts';
import type { ReachRepository } from './reach-repository.ts';
import type { RehearsalRepository } from './rehearsal-repository.ts';
import type { SampleRepository } from './sample-repository.ts';
import type { TokenRepository } from './token-repository.ts';

/**
 * What the rest of the program may ask of the store. SQL stands behind these interfaces alone, so that a second
 * store can serve them. Facts, readings and decisions are only ever appended.
 */
export interface Store {
  /** A rehearsal database can never become a real one, nor the reverse. */
  readonly mode: StoreMode;
  readonly runs: RunRepository;
  readonly looks: LookRepository;
  readonly readings: ReadingRepository;
  readonly decisions: DecisionRepository;
  readonly problems: ProblemRepository;
  readonly highlights: HighlightRepository;
  readonly reach: ReachRepository;
  readonly jobs: JobRepository;
  readonly evidenceUses: EvidenceUseRepository;
  readonly accounts: AccountRepository;
  readonly samples: SampleRepository;
  readonly letters: LetterRepository;
  readonly desk: DeskRepository;
  readonly tokens: TokenRepository;
  readonly rehearsals: RehearsalRepository;
  readonly hostLeases: HostLeaseRepository;
  close(): void;
}

export type StoreMode = 'real' | 'rehearsal';

export type RunKind = 'scan' | 'probe';

export interface Run {
  id: number;
  kind: RunKind;
  openedAt: EpochMs;
  closedAt: EpochMs | null;
}

/** A site's part in a run. */
export interface RunSite {
  runId: number;
  site: Site;
  state: 'waiting' | 'working' | 'done';
}

export interface RunRepository {
  /** Opens a run over these sites; each gets exactly one row. */
  open(kind: RunKind, at: EpochMs, sites: readonly Site[]): Promise<Run>;
  /** The newest run of this kind that was not closed; null when none. */
  unfinished(kind: RunKind): Promise<Run | null>;
  get(runId: number): Promise<Run | null>;
  latest(): Promise<Run | null>;
  sites(runId: number): Promise<RunSite[]>;
  /**
   * Takes the next waiting site for this process; sites held by a process that died are waiting again. `troubled` takes
   * those that were postponed, else those that were not.
   */
  claim(
    runId: number,
    owner: ProcessId,
    isAlive: (owner: ProcessId) => boolean,
    which: { troubled: boolean },
  ): Promise<Site | null>;
  /** Puts a claimed site off to the second pass of the run. */
  postpone(runId: number, siteKey: string, trouble: string): Promise<void>;
  /** The site's result is on disk: it is never taken again in this run. */
  finish(runId: number, siteKey: string, at: EpochMs): Promise<void>;
  /** Gives a claimed site back untouched (the run was interrupted). */
  release(runId: number, siteKey: string): Promise<void>;
  close(runId: number, at: EpochMs): Promise<void>;
  /** Every site ever looked at, as the newest run had it. */
  knownSites(): Promise<Site[]>;
  /** When each site's last look was finished, and its run opened, by site key. */
  lastLooked(): Promise<Map<string, { at: EpochMs; runOpenedAt: EpochMs }>>;
  /** When each site's newest stored look began, by site key. */
  lastLookBegan(): Promise<Map<string, EpochMs>>;
}

/** Names a process on a machine well enough to tell whether it still lives. */
export interface ProcessId {
  host: string;
  pid: number;
  /** Tells two lives of one pid apart: in a container every run may be process 7. */
  nonce: string;
}

export interface Look {
  id: number;
  runId: number;
  siteKey: string;
  /** Which request of the site's look this is: method, URL, form and tier. One answer each in a run. */
  requestKey: string;
  role: string;
  tier: Tier;
  exchange: Exchange;
  evidence: EvidenceId;
  /** Picture of the page as the browser showed it (PNG); null where none was taken. */
  picture: EvidenceId | null;
}

export interface LookRepository {
  append(look: Omit<Look, 'id'>): Promise<Look>;
  ofSite(runId: number, siteKey: string): Promise<Look[]>;
  count(runId: number): Promise<number>;
}

export interface SiteReading {
  runId: number;
  siteKey: string;
  readerVersion: string;
  /** When it was read, which for a re-reading is later than `facts.at`. */
  readAt: EpochMs;
  facts: SiteFacts;
}

export interface ReadingRepository {
  append(reading: SiteReading): Promise<void>;
  /**
   * The newest reading of each run's look at the site begun at or before `until`, oldest look first. In a rehearsal
   * also those of runs opened by then.
   */
  ofSite(siteKey: string, until: EpochMs, since: EpochMs): Promise<SiteReading[]>;
  ofRun(runId: number, siteKey: string): Promise<SiteReading | null>;
}

/** What a person said of a finding, with the reason that is kept. */
export interface Decision {
  findingId: string;
  siteKey: string;
  word: 'confirm' | 'dismiss' | 'exempt';
  /** Last day an exemption holds; null for the other words. */
  until: string | null;
  why: string;
  by: string;
  at: EpochMs;
}

export interface DecisionRepository {
  append(decision: Decision): Promise<void>;
  ofSite(siteKey: string, until: EpochMs): Promise<Decision[]>;
}
