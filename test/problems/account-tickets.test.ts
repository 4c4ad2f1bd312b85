import { writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { PNG } from 'pngjs';
import { beforeEach, describe, expect, it } from 'vitest';
import { epochMs } from '../../src/clock.ts';
import { loadConfig } from '../../src/config/load-config.ts';
import { openWorkspace } from '../../src/run/workspace.ts';
import { callCommand } from '../helpers/call-command.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';

interface Ticket {
  id: string;
  state: string;
  origin: string;
  indicator: string;
  unit: string;
  region: string;
  due: string | null;
  dueCity: string | null;
  recurs: string | null;
}

const REGISTRY = 'account_name,platform,operator,supervisor,region,feed_url,handle,declared';
const OFFICE = '榆林市商务局';
const KNOWN = `榆林商务,微信订阅号,${OFFICE},榆林市人民政府办公室,榆林市,,yl_sw,yes`;

const CONFIG =
  'database: sqlite:x.db\nevidence: evidence\ninventory: { sites: sites.csv, accounts: accounts.csv }\n';

describe('tickets of accounts', () => {
  let folder: string;
  let config: string;
  const put = (name: string, text: string | Buffer) => {
    writeFileSync(path.join(folder, name), text);
    return path.join(folder, name);
  };
  const registry = (...rows: string[]) => put('accounts.csv', `${[REGISTRY, ...rows].join('\n')}\n`);
  const at = (time: string, ...args: string[]) =>
    callCommand('--config', config, '--as-of', `${time}+08:00`, '--quiet', ...args);
  const tickets = async (time: string) => (await at(time, '--json', 'problems', 'list')).lines<Ticket>();
  const collect = async (time: string) =>
    (await at(time, '--json', 'problems', 'collect')).lines<Record<string, number>>()[0];
  /** A person's look; with the screenshot a failure needs no second one. */
  const look = (time: string, ...saw: string[]) =>
    at(
      time,
      'accounts',
      'record',
      '榆林商务',
      ...saw,
      '--screenshot',
      path.join(folder, 's.png'),
      '--by',
      '张',
    );

  beforeEach(() => {
    folder = temporaryFolder();
    registry(KNOWN);
    put('s.png', PNG.sync.write(new PNG({ width: 2, height: 2 })));
    put(
      'sites.csv',
      'site_code,site_name,home_url,sponsor,supervisor,region,level,type\n6108000001,榆林市人民政府,https://www.yl.gov.cn/,榆林市人民政府办公室,陕西省人民政府办公厅,榆林市,city,portal\n',
    );
    config = put('xunjian.yaml', CONFIG);
  });

  it('are reviewed by what was seen since alone: a look that could not see decides nothing', async () => {
    await look('2024-04-10T10:00:00', '--interaction', 'no', '--newest', '2024-04-09');
    expect(await collect('2024-04-11T09:00:00')).toMatchObject({ opened: 1 });
    const [found] = await tickets('2024-04-11T10:00:00');
    const id = found?.id ?? '';
    expect(found).toMatchObject({ indicator: 'account-no-interaction', origin: 'scan', unit: OFFICE });
    await at('2024-04-12T09:00:00', 'problems', 'dispatch', id);
    // Ten workdays to the province, seven to the city that follows it up.
    expect((await tickets('2024-04-12T10:00:00'))[0]).toMatchObject({
      due: '2024-04-26',
      dueCity: '2024-04-23',
    });
    await at('2024-04-15T09:00:00', 'problems', 'submit', id);

    await look('2024-04-16T10:00:00', '--newest', '2024-04-15');
    expect((await at('2024-04-16T11:00:00', 'problems', 'review', id, '--stored')).status).toBe(1);
    expect((await tickets('2024-04-16T12:00:00'))[0]?.state).toBe('reviewing');

    await look('2024-04-17T10:00:00', '--interaction', 'yes');
    expect((await at('2024-04-17T11:00:00', 'problems', 'review', id, '--stored')).status).toBe(0);
    expect((await tickets('2024-04-17T12:00:00'))[0]?.state).toBe('closed');
    // What was seen before the closing does not open it again, what is seen after it does.
    expect(await collect('2024-04-18T09:00:00')).toMatchObject({ opened: 0, reopened: 0 });
    await look('2024-04-20T10:00:00', '--interaction', 'no');
    expect(await collect('2024-04-21T09:00:00')).toMatchObject({ reopened: 1 });
  });

  it('are reviewed by a new look over the wire, which sees what the account published since', async () => {
    const posts: string[] = [];
    const server = http.createServer((_request, response) => {
      const items = posts.map(
        (day) => `<item><title>商务动态${day}</title><link>http://feed.yl.gov.cn/${day}</link>
          <pubDate>${new Date(`${day}T09:00:00+08:00`).toUTCString()}</pubDate></item>`,
      );
      response.writeHead(200, { 'content-type': 'application/rss+xml; charset=utf-8' });
      response.end(`<rss version="2.0"><channel><title>榆林商务</title>${items.join('')}</channel></rss>`);
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    try {
      const { port } = server.address() as AddressInfo;
      registry(KNOWN.replace('榆林市,,', '榆林市,http://feed.yl.gov.cn/rss,'));
      put(
        'xunjian.yaml',
        `${CONFIG}network:\n  userAgent: "Xunjian-test/1 (+mailto:test@example.com)"\n  resolve: { "*.gov.cn": "127.0.0.1:${port}" }\n`,
      );
      await look('2024-04-10T10:00:00', '--interaction', 'yes', '--newest', '2024-03-01');
      expect(await collect('2024-04-11T09:00:00')).toMatchObject({ opened: 1 });
      const [found] = await tickets('2024-04-11T10:00:00');
      const id = found?.id ?? '';
      expect(found?.indicator).toBe('account-not-updated');
      await at('2024-04-12T09:00:00', 'problems', 'dispatch', id);
      await at('2024-04-15T09:00:00', 'problems', 'submit', id);

      posts.push('2024-03-01');
      expect((await at('2024-04-16T09:00:00', 'problems', 'review', id)).status).toBe(1);
      expect((await tickets('2024-04-16T12:00:00'))[0]?.state).not.toBe('closed');
      await at('2024-04-17T09:00:00', 'problems', 'submit', id);

      posts.unshift('2024-04-17');
      expect((await at('2024-04-18T09:00:00', 'problems', 'review', id)).status).toBe(0);
      expect((await tickets('2024-04-18T12:00:00'))[0]?.state).toBe('closed');
    } finally {
      server.close();
      server.closeAllConnections();
    }
  });

  it('come of a confirmed trace under the reporting unit of its operator, and close when it is registered', async () => {
    await at('2024-04-09T09:00:00', 'accounts', 'sample', '--quarter', '2024Q2', '--all');
    const workspace = openWorkspace({
      config: loadConfig({ file: config, rehearsal: true, env: {} }),
      ...{ rehearsalStart: null, mode: null },
    });
    await workspace.store.accounts.appendLeads([
      {
        at: epochMs(Date.parse('2024-04-10T10:00:00+08:00')),
        lead: {
          ...{ platform: 'wechat_subscription', name: '榆林外贸', handle: null, url: 'https://mp.example/1' },
          ...{ operator: OFFICE, way: 'link', foundOn: 'https://www.yl.gov.cn/', evidence: [] },
        },
      },
    ]);
    await workspace.close();
    const suspected = (await at('2024-04-11T09:00:00', '--json', 'findings', 'list')).lines<{ id: string }>();
    expect(await collect('2024-04-11T10:00:00')).toMatchObject({ opened: 0 });
    await at('2024-04-11T11:00:00', 'findings', 'confirm', suspected[0]?.id ?? '', '--why', '系统中无此账号');
    expect(await collect('2024-04-11T12:00:00')).toMatchObject({ opened: 1 });
    const [found] = await tickets('2024-04-11T13:00:00');
    const id = found?.id ?? '';
    expect(found).toMatchObject({ indicator: 'account-unreported', unit: OFFICE, region: '榆林市' });
    await at('2024-04-12T09:00:00', 'problems', 'dispatch', id);
    expect((await at('2024-04-15T09:00:00', 'problems', 'review', id, '--stored')).status).toBe(1);
    registry(KNOWN, `榆林外贸,微信订阅号,${OFFICE},榆林市人民政府办公室,榆林市,,yl_wm,yes`);
    expect((await at('2024-04-16T09:00:00', 'problems', 'review', id, '--stored')).status).toBe(0);
    expect((await tickets('2024-04-16T10:00:00'))[0]?.state).toBe('closed');
  });

  it('by hand are one for each account and indicator, with the proof kept', async () => {
    const add = (time: string) =>
      at(
        time,
        ...['--json', 'problems', 'add', '--account', '榆林商务', '--indicator', 'account-unavailable'],
        ...['--message', '扫码后提示账号已注销', '--proof', path.join(folder, 's.png'), '--by', '王'],
      );
    await look('2024-04-10T10:00:00', '--interaction', 'yes');
    expect((await add('2024-04-11T09:00:00')).lines()[0]).toMatchObject({ did: 'opened' });
    expect((await add('2024-04-12T09:00:00')).lines()[0]).toMatchObject({ did: 'kept' });
    const [ticket] = (await at('2024-04-12T10:00:00', '--json', 'problems', 'list')).lines<
      Ticket & { evidence: string[] }
    >();
    expect(ticket).toMatchObject({ origin: 'person', unit: OFFICE });
    expect(ticket?.evidence).toHaveLength(1);
    const both = await at(
      '2024-04-12T11:00:00',
      ...['problems', 'add', '--account', '榆林商务', '--site', '6108000001'],
      ...['--indicator', 'account-unavailable', '--message', '甲'],
    );
    expect(both.status).toBe(2);
  });
});
