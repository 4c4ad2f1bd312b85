import { SITE_PROBES } from '../../probes/all.ts';
import { type BrowserPool, createBrowserPool } from '../browser/browser-pool.ts';
import { type Clock, clockStartingAt, type EpochMs, systemClock, wallTime } from '../clock.ts';
import { type Config, isMappedOnly, requireContact } from '../config/load-config.ts';
import { loadRuleSet, type RuleSet } from '../config/rule-set.ts';
import { readSmallFile } from '../config/yaml-document.ts';
import type { AnyProbe } from '../domain/probe.ts';
import { XunjianError } from '../errors.ts';
import { createHttpClient, type HttpClient, type NetworkOptions } from '../net/http-client.ts';
import { createLineWatch, type LineWatch, watchedClient } from '../net/line-watch.ts';
import { createPoliteness } from '../net/politeness.ts';
import type { PageRenderer } from '../observe/observe-site.ts';
import { type EvidenceStore, openEvidenceStore } from '../store/evidence-store.ts';
import { openSqliteStore } from '../store/sqlite/open-sqlite-store.ts';
import type { Store, StoreMode } from '../store/store.ts';
import { findBrowser } from './find-browser.ts';
import { type SharedHosts, shareHosts } from './shared-hosts.ts';

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
  /**
   * Reaches hosts over IPv6 alone, in the same slots; null where no canary answers there, for then nobody can tell
   * whether our line has IPv6.
   */
  client6(): Promise<HttpClient | null>;
  /** The browser pool, over the same slots and clocks as the client. Rejects with `BROWSER_UNAVAILABLE` where no browser is. */
  browser(): Promise<BrowserPool>;
  /** Tells an outage of our line from one of a site. */
  line(): LineWatch;
  /** The host wishes for so much spacing, in every tier. */
  slowDown(host: string, ms: number): void;
  /** Renders a page; null where no browser can be started, which is tried again every few minutes. */
  render: PageRenderer;
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

/** A browser that did not start (no memory for it just now) is left alone for so long: most of a night would go without it else. */
const BROWSER_RETRY_MS = 5 * 60_000;

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
  let watch: LineWatch | null = null;
  let watched: HttpClient | null = null;
  let network: NetworkOptions | null = null;
  let pool: Promise<BrowserPool> | null = null;
  let six: { client: HttpClient; watch: LineWatch } | null = null;
  /** On the monotonic clock. */
  let browserMissingUntil = Number.NEGATIVE_INFINITY;
  let hosts: SharedHosts | null = null;

  /** Made once: whatever asks hosts for pages shares their slots. */
  function networkOptions(): NetworkOptions {
    if (rehearsalStart === null) requireContact(config);
    hosts ??= shareHosts(store.hostLeases, clock, wallTime);
    network ??= {
      ...config.network,
      ...authoritiesOf(config),
      ...{ rehearsal: rehearsalStart !== null || isMappedOnly(config), vantage: config.vantage, clock },
      leases: createPoliteness(config.network, clock, hosts),
    };
    return network;
  }

  function line(): LineWatch {
    client ??= createHttpClient(networkOptions());
    watch ??= createLineWatch(client, config.network.canaries, clock);
    return watch;
  }

  async function openPool(): Promise<BrowserPool> {
    const executable = findBrowser(config.browser.executable);
    if (executable === null) {
      throw new XunjianError(
        'BROWSER_UNAVAILABLE',
        'no browser was found on this machine',
        'run npm run setup, or set browser.executable; xunjian doctor says what is missing',
      );
    }
    const { contexts } = config.browser;
    return createBrowserPool({ executable, contexts, network: networkOptions(), timezone: config.timezone });
  }

  function browser(): Promise<BrowserPool> {
    pool ??= openPool().catch((error: unknown) => {
      // The next one may find what is missing now.
      pool = null;
      throw error;
    });
    return pool;
  }

  return {
    ...{ config, rules, probes: SITE_PROBES, clock, rehearsalStart, store },
    evidence: openEvidenceStore(config.evidence),
    client() {
      const watching = line();
      watched ??= watchedClient(client as HttpClient, watching);
      return watched;
    },
    async client6() {
      if (six === null) {
        const client = createHttpClient({ ...networkOptions(), family: 6 });
        six = { client, watch: createLineWatch(client, config.network.canaries, clock) };
      }
      return (await six.watch.isDown()) === false ? six.client : null;
    },
    browser,
    line,
    slowDown: (host, ms) => networkOptions().leases?.slowDown(host, ms),
    async render(request) {
      if (clock.elapsed() < browserMissingUntil) return null;
      try {
        const page = await (await browser()).renderPage(request);
        page.exchange.failure = await line().blame(page.exchange);
        return page;
      } catch (error) {
        if (!(error instanceof XunjianError) || error.code !== 'BROWSER_UNAVAILABLE') throw error;
        // What needs a browser meanwhile stays undetermined, everything else goes on.
        browserMissingUntil = clock.elapsed() + BROWSER_RETRY_MS;
        return null;
      }
    },
    async close() {
      await (await pool?.catch(() => null))?.close();
      await client?.close();
      await six?.client.close();
      await hosts?.leave();
      if (rehearsalStart !== null) await store.rehearsals.append(rehearsalStart, clock.now());
      store.close();
    },
  };
}

function authoritiesOf({ network }: Config): { ca?: string } {
  const { authorities } = network;
  if (authorities === null) return {};
  const remedy = 'name a PEM file with network.authorities, or leave it out';
  return { ca: readSmallFile(authorities, 'the certificate authorities', 'CONFIG_UNREADABLE', remedy) };
}
