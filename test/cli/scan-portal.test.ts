import { createReadStream, existsSync, mkdirSync, writeFileSync } from 'node:fs';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { WARCParser } from 'warcio';
import { serveSite } from '../../scripts/serve-site.mjs';
import type { SiteResult } from '../../src/run/site-result.ts';
import { corpusFile, corpusJson, hasCorpus } from '../helpers/corpus.ts';
import { runCli, temporaryFolder } from '../helpers/run-cli.ts';

const HOST = 'www.zhecheng.gov.cn';
const AS_OF = '2018-07-28T10:00:00+08:00';

describe.skipIf(!hasCorpus)(
  'scanning a real county portal (../shared/corpus; skipped where it is absent)',
  () => {
    let server: Server;
    let config = '';
    let result: SiteResult;
    let requests = 0;

    beforeAll(async () => {
      server = await serveSite(corpusFile(`sites/${HOST}`));
      server.on('request', () => {
        requests += 1;
      });
      const folder = temporaryFolder();
      mkdirSync(path.join(folder, 'config'));
      const header = 'site_code,site_name,home_url,sponsor,supervisor,region,level,type';
      const row = `4114240001,柘城县人民政府,http://${HOST}/,柘城县人民政府办公室,商丘市人民政府,商丘市,county,portal`;
      writeFileSync(path.join(folder, 'config/sites.csv'), `${header}\n${row}\n`);
      config = path.join(folder, 'config/xunjian.yaml');
      const { port } = server.address() as AddressInfo;
      writeFileSync(
        config,
        [
          'database: sqlite:../x.db',
          'evidence: ../evidence',
          'inventory: { sites: sites.csv, columns: columns.csv }',
          'network:',
          '  userAgent: "Xunjian-test/1 (+mailto:test@example.com)"',
          `  resolve: { "${HOST}": "127.0.0.1:${port}" }`,
          '  perHost: { concurrency: 4, minDelayMs: 0 }',
        ].join('\n'),
      );
      const run = await runCli(['--config', config, '--as-of', AS_OF, '--json', 'scan']);
      expect(run.stderr).not.toContain('xunjian:');
      expect(run.status).toBe(1);
      const [line] = run.lines<SiteResult>();
      if (line === undefined) throw new Error(run.stderr);
      result = line;
    });
    afterAll(() => {
      server.close();
      server.closeAllConnections();
    });

    it('reads the newest date of every labelled first page it visits right', () => {
      const labels = corpusJson<{ pages: Record<string, { url: string; max: string }> }>(
        'labels/zhecheng_lists.json',
      ).pages;
      const first = Object.values(labels).filter(({ url }) => url.endsWith('/'));
      const seen = new Map(
        result.facts.columns.map(({ url, latest }) => [url.replace(/index\.html$/, ''), latest]),
      );
      const compared = first
        .filter(({ url }) => seen.has(url))
        .map(({ url, max }) => ({ url, max, read: seen.get(url) }));
      expect(compared.length).toBeGreaterThanOrEqual(25);
      expect(compared.filter(({ max, read }) => max !== read)).toEqual([]);
    });

    it('reports stale columns and the letter box off the government domain', () => {
      const failing = result.outcomes.filter(({ outcome }) => outcome === 'fail');
      expect(failing.map(({ indicator, subject }) => [indicator, subject?.url])).toEqual(
        expect.arrayContaining([
          ['column-not-updated', `http://${HOST}/xxgk/zdly/czzj/index.html`],
          ['system-off-domain', 'http://letter.zhangjixi.com:8005/letter/letterlist.aspx'],
        ]),
      );
      expect(failing.every(({ standing }) => standing === 'suspected')).toBe(true);
    });

    it('does not call the consultation channel missing when the box stands on a host out of sight', () => {
      const [channel] = result.outcomes.filter(({ indicator }) => indicator === 'interaction-poor');
      expect(channel).toMatchObject({ outcome: 'undetermined', reason: 'not_observed' });
    });

    it('leads every failure to evidence that a WARC reader opens and whose digest is its name', async () => {
      const pictureOf = (hex: string) =>
        path.join(path.dirname(config), '../evidence', hex.slice(0, 2), hex.slice(2, 4), `${hex}.png`);
      for (const { outcome, evidence } of result.outcomes) {
        if (outcome !== 'fail') continue;
        expect(evidence.length).toBeGreaterThan(0);
        for (const id of evidence) {
          const hex = id.slice('sha256:'.length);
          if (existsSync(pictureOf(hex))) continue;
          const file = path.join(
            path.dirname(config),
            '../evidence',
            hex.slice(0, 2),
            hex.slice(2, 4),
            `${hex}.warc.gz`,
          );
          const records = [];
          for await (const record of new WARCParser(createReadStream(file))) {
            records.push(record);
            await record.readFully(false);
          }
          expect(records[0]?.warcHeader('WARC-Payload-Digest')).toBe(`sha256:${hex}`);
        }
      }
    });

    it('judges the stored facts again without a request and with the same outcomes, also when reading them anew', async () => {
      const before = requests;
      for (const options of [[], ['--reread']]) {
        const run = await runCli(['--config', config, '--json', 'judge', ...options]);
        expect(run.lines<SiteResult>()[0]?.outcomes).toEqual(result.outcomes);
      }
      expect(requests).toBe(before);
    }, 120_000);
  },
);
