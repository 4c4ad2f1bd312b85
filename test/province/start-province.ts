import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { type Access, accessOf } from './access.ts';
import { Certificates } from './certificates.ts';
import { type Checksum, checksumOf } from './checksum.ts';
import { configYaml } from './config-yaml.ts';
import { startControl } from './control.ts';
import type { HostCount } from './counters.ts';
import { type Day, dayOf, iso } from './days.ts';
import { generateProvince } from './generate.ts';
import { columnsCsv, sitesCsv } from './inventory.ts';
import { hostsOverIpv6 } from './ipv6.ts';
import type { Fault, Province, ProvinceSize } from './model.ts';
import { PageServer } from './page-server.ts';
import { SiteGate } from './site-gate.ts';
import { World } from './state.ts';
import { truthOf } from './truth.ts';
import type { Truth } from './truth-types.ts';

export interface StartOptions {
  seed: number;
  size: ProvinceSize;
  /** `YYYY-MM-DD` on which the virtual clock starts and for which faults are laid out. @default 2026-11-24 */
  date?: string;
  /** Deals the dialects anew. @default 0 */
  dialectSeed?: number;
  /** Only sites of these codes; for tests that want a few pages. @default all */
  only?: (province: Province) => readonly string[];
  /** No faults at first; `setFault` switches single ones on. @default true */
  faults?: boolean;
  /** @default 0, any free one */
  port?: number;
  controlPort?: number;
  /** Milliseconds that a slow site takes to answer. @default 20000, over the 15 s of the rules */
  slowMs?: number;
  /** Told of every request as it arrives. */
  onRequest?: (host: string, target: string) => void;
}

export interface RunningProvince {
  port: number;
  controlPort: number;
  province: Province;
  date(): string;
  setDate(date: string): Promise<void>;
  /** Switches one fault by its id, or every fault of a site or scenario; true when there was one. */
  setFault(which: { id?: string; siteCode?: string; scenario?: string }, on: boolean): Promise<boolean>;
  setAllFaults(on: boolean): Promise<void>;
  /** Cuts or mends our own line: canaries fall silent too. */
  setLine(isUp: boolean): void;
  /** How a site can be reached at this moment. */
  access(siteCode: string): Access;
  counts(): Record<string, HostCount>;
  resetCounts(): void;
  truth(date?: string): Truth;
  checksum(): Checksum;
  /** The files of an operator: sites.csv, columns.csv, xunjian.yaml and the authority’s ca.pem, by name. */
  inventory(parts?: { minDelayMs?: number; timeoutMs?: number }): Record<string, string>;
  /** Writes those files; gives the path of the configuration. */
  write(dir: string, parts?: { minDelayMs?: number; timeoutMs?: number }): string;
  close(): Promise<void>;
}

export const DEFAULT_DATE = '2026-11-24';

/** Makes the province and serves it, in this process: one port for all hosts, one for its control. */
export async function startProvince(options: StartOptions): Promise<RunningProvince> {
  const base = dayOf(options.date ?? DEFAULT_DATE);
  const all = generateProvince({
    seed: options.seed,
    size: options.size,
    base,
    dialectSeed: options.dialectSeed ?? 0,
  });
  const kept = options.only === undefined ? null : new Set(options.only(all));
  const province: Province =
    kept === null
      ? all
      : {
          ...all,
          sites: all.sites.filter(({ siteCode }) => kept.has(siteCode)),
          faults: all.faults.filter(({ siteCode }) => kept.has(siteCode)),
        };
  const off = new Set<string>(options.faults === false ? province.faults.map(({ id }) => id) : []);
  let day: Day = base;
  let world = worldOn(day);
  const certificates = new Certificates(new Date(), new Date(`${iso(base)}T00:00:00Z`));
  const pages = new PageServer(world, { slowMs: options.slowMs ?? 20_000, certificates });
  if (options.onRequest !== undefined) pages.onRequest = options.onRequest;
  const port = await pages.listen(options.port ?? 0);
  const hasIpv6 = await pages.listen6(port);
  const gates: SiteGate[] = [];
  for (const fault of province.faults) {
    if (!fault.effects.some((effect) => effect.is === 'down' && effect.how === 'refused')) continue;
    const site = province.sites.find(({ siteCode }) => siteCode === fault.siteCode);
    if (site === undefined) continue;
    const gate = new SiteGate(site.host, pages);
    await gate.open();
    gates.push(gate);
  }
  await turn();

  function worldOn(on: Day): World {
    return new World(province, on, (fault) => !off.has(fault.id));
  }

  async function turn(): Promise<void> {
    world = worldOn(day);
    pages.setWorld(world);
    for (const gate of gates) {
      const site = world.siteAt(gate.host);
      const isDown = site !== undefined && world.state(site).find('down')?.how === 'refused';
      if (isDown) await gate.shut();
      else await gate.open();
    }
  }

  async function switchFaults(matches: (fault: Fault) => boolean, on: boolean): Promise<boolean> {
    const chosen = province.faults.filter(matches);
    for (const { id } of chosen) {
      if (on) off.delete(id);
      else off.add(id);
    }
    await turn();
    return chosen.length > 0;
  }

  const running: RunningProvince = {
    port,
    controlPort: 0,
    province,
    date: () => iso(day),
    async setDate(date) {
      day = dayOf(date);
      await turn();
    },
    setFault: ({ id, siteCode, scenario }, on) =>
      switchFaults(
        (fault) =>
          (id === undefined || fault.id === id) &&
          (siteCode === undefined || fault.siteCode === siteCode) &&
          (scenario === undefined || fault.scenario === scenario),
        on,
      ),
    async setAllFaults(on) {
      await switchFaults(() => true, on);
    },
    setLine(isUp) {
      pages.isLineDown = !isUp;
    },
    access(siteCode) {
      const site = province.sites.find((each) => each.siteCode === siteCode);
      if (site === undefined) throw new Error(`there is no site ${siteCode}`);
      return accessOf(world.state(site), pages.isLineDown);
    },
    counts: () => pages.counters.all(),
    resetCounts: () => pages.counters.reset(),
    truth: (date) =>
      truthOf(date === undefined ? world : worldOn(dayOf(date)), { isLineDown: pages.isLineDown, hasIpv6 }),
    checksum: () => checksumOf(world),
    inventory: ({ minDelayMs, timeoutMs } = {}) => ({
      'sites.csv': sitesCsv(province),
      'columns.csv': columnsCsv(province),
      'ca.pem': certificates.pem,
      'xunjian.yaml': configYaml(province, {
        port,
        gates: new Map(gates.map((gate) => [gate.host, gate.port])),
        hosts6: hasIpv6 ? hostsOverIpv6(province) : [],
        ...(minDelayMs === undefined ? {} : { perHost: { concurrency: 2, minDelayMs } }),
        ...(timeoutMs === undefined ? {} : { timeoutMs }),
      }),
    }),
    write(dir, parts = {}) {
      mkdirSync(dir, { recursive: true });
      for (const [name, text] of Object.entries(running.inventory(parts)))
        writeFileSync(path.join(dir, name), text);
      return path.join(dir, 'xunjian.yaml');
    },
    async close() {
      await control.close();
      for (const gate of gates) await gate.shut();
      await pages.close();
    },
  };
  const control = await startControl(running, options.controlPort ?? 0);
  running.controlPort = control.port;
  return running;
}
