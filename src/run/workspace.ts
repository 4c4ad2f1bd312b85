import { SITE_PROBES } from '../../probes/all.ts';
import { type Clock, clockStartingAt, type EpochMs, systemClock } from '../clock.ts';
import { type Config, requireContact } from '../config/load-config.ts';
import { loadRuleSet, type RuleSet } from '../config/rule-set.ts';
import type { AnyProbe } from '../domain/probe.ts';
import { XunjianError } from '../errors.ts';
import { createHttpClient, type HttpClient } from '../net/http-client.ts';
import { type EvidenceStore, openEvidenceStore } from '../store/evidence-store.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store, StoreMode } from '../store/store.ts';

/** Everything a command works with, put together from the configuration in one place. */
export interface Workspace {
  config: Config;
  rules: RuleSet;
  probes: readonly AnyProbe[];
  clock: Clock;
  /** The instant a rehearsal starts at; null when real. */
  rehearsalStart: EpochMs | null;
  store: Store;
  evidence: EvidenceStore;
  /** Opened on first use: judging never touches the network. */
  client(): HttpClient;
  close(): Promise<void>;
}

export interface WorkspaceOptions {
  config: Config;
  /** `--as-of` of an observing command: the run is a rehearsal that starts then. */
  rehearsalStart: EpochMs | null;
  /** What the database must be; null takes it as it is (judging). */
  mode: StoreMode | null;
  rulesFile?: string;
}

/** Opens the store and reads the rules. Throws typed errors before anything is written. */
export function openWorkspace({ config, rehearsalStart, mode, rulesFile }: WorkspaceOptions): Workspace {
  const rules = loadRuleSet(rulesFile ?? config.rules);
  if (config.databaseFile === null) {
    throw new XunjianError(
      'USAGE',
      `database "${config.database}" is not served by this build`,
      'use sqlite:PATH for "database"',
      { place: { file: config.file, key: 'database' } },
    );
  }
  const store = openSqliteStore(config.databaseFile, mode);
  const clock = rehearsalStart === null ? systemClock : clockStartingAt(rehearsalStart);
  let client: HttpClient | null = null;
  return {
    ...{ config, rules, probes: SITE_PROBES, clock, rehearsalStart, store },
    evidence: openEvidenceStore(config.evidence),
    client() {
      if (rehearsalStart === null) requireContact(config);
      client ??= createHttpClient({
        ...config.network,
        rehearsal: rehearsalStart !== null,
        vantage: config.vantage,
        clock,
      });
      return client;
    },
    async close() {
      await client?.close();
      store.close();
    },
  };
}
