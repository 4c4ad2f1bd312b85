import { existsSync, readFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { epochMs, systemClock } from '../../../src/clock.ts';
import { createBrowserCarrier } from '../../../src/letters/carrier/create-carrier.ts';
import { createBrowserWatcher } from '../../../src/letters/watch/create-watcher.ts';
import { corpusFile, corpusJson, hasCorpus } from '../../helpers/corpus.ts';
import { executable, freeHooks, LETTER, NEVER, PERSONA, setTable, type Table } from './bench-table.ts';

const FOLDER = 'pages/letters';
const ROLES: Record<string, string> = {
  idcard: 'id_number',
  dept: 'department',
  type: 'category',
  occupation: 'other',
};

interface Labels {
  forms: Record<string, { kind: string; fields: string[] }>;
}

/** What its scripts would fetch: the list of offices that the page fills by itself. */
const OFFICES = `setTimeout(() => { const list = document.getElementById('gid'); if (list) list.innerHTML = '<option value="">请选择</option><option value="7">市教育局</option><option value="9">市政府办公室</option>'; }, 400);`;

describe.skipIf(executable === null || !hasCorpus)(
  'letter pages of real sites in blackhole mode (skipped without a browser or the saved pages)',
  () => {
    let server: http.Server;
    let table: Table;
    const posts: string[] = [];

    beforeAll(async () => {
      server = http.createServer((request, response) => {
        if (request.method !== 'GET') posts.push(`${request.method} ${request.url}`);
        const path = new URL(request.url ?? '/', 'http://x/').pathname;
        const file = corpusFile(`${FOLDER}${path}`);
        if (path.endsWith('public.js')) response.setHeader('content-type', 'text/javascript').end(OFFICES);
        else if (path.endsWith('home.jpg'))
          response
            .setHeader('content-type', 'image/gif')
            .end(Buffer.from('R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7', 'base64'));
        else if (existsSync(file) && path.endsWith('.html'))
          response.setHeader('content-type', 'text/html; charset=utf-8').end(readFileSync(file));
        else response.writeHead(404).end();
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
      table = await setTable({ port: (server.address() as AddressInfo).port });
    });
    afterAll(async () => {
      await table?.close();
      server?.close();
    });

    const labels = hasCorpus ? corpusJson<Labels>('labels/letter_forms.json').forms : {};
    const letterForms = Object.entries(labels).filter(([, { kind }]) => kind === 'letter');

    it.each(letterForms)('every field of %s is filled right and nothing leaves', async (file, { fields }) => {
      const url = `http://letters.test/${file.slice(FOLDER.length + 1)}`;
      let held: Record<string, string> = {};
      // Looks over the carrier's shoulder at what the fields hold when it is done.
      const pool: Pick<Table['pool'], 'usePage'> = {
        usePage: (options, use) =>
          table.pool.usePage(options, async (visit) => {
            const ending = await use(visit);
            held = await visit.page.evaluate(
              `Object.fromEntries([...document.querySelectorAll('input:not([type=submit]):not([type=reset]):not([type=button]), select, textarea')].map((field, i) => [String(i), field.type === 'radio' ? String(field.checked) : field.tagName === 'SELECT' ? field.options[field.selectedIndex]?.text ?? '' : field.value]))`,
            );
            return ending;
          }),
      };
      const carrier = createBrowserCarrier({
        ...{ pool, evidence: table.evidence, zone: 'Asia/Shanghai', vantage: 'test' },
        clock: systemClock,
      });
      const task = table.task({ homeUrl: 'http://letters.test/' }, { formUrl: url, mode: 'blackhole' });
      const result = await carrier.carry(task, freeHooks(), NEVER);
      expect(result, JSON.stringify(result, null, 1)).toMatchObject({ kind: 'rehearsed' });
      if (result.kind !== 'rehearsed') return;
      const wanted = fields.map((field) => field.replace('*', '')).map((field) => ROLES[field] ?? field);
      // A captcha waits for a person, and what is not asked for of a citizen's trade is left to them.
      const filled = result.intent.fields.map(({ role }) => role);
      const due = fields.filter((field) => field.endsWith('*')).map((field) => field.slice(0, -1));
      for (const field of due) if (field !== 'captcha') expect(filled).toContain(ROLES[field] ?? field);
      for (const role of filled) expect(wanted).toContain(role);
      const values = Object.values(held);
      const texts = [LETTER.title, LETTER.content];
      for (const text of texts) expect(values).toContain(text);
      if (filled.includes('name')) {
        for (const value of [PERSONA.name, PERSONA.phone, PERSONA.idNumber, PERSONA.address])
          expect(values).toContain(value);
        expect(values).toContain('咨询');
      }
      if (wanted.includes('department')) expect(values).toContain('市政府办公室');
      expect(posts).toEqual([]);
      expect(JSON.stringify(result)).not.toContain(PERSONA.phone);
    });

    const lookUps = Object.entries(labels).filter(([, { kind }]) => kind === 'lookup');

    it.each(lookUps)('every field of the look-up page %s is filled right', async (file, { fields }) => {
      const url = `http://letters.test/${file.slice(FOLDER.length + 1)}`;
      let held: Record<string, string> = {};
      const pool: Pick<Table['pool'], 'usePage'> = {
        usePage: (options, use) =>
          table.pool.usePage(options, async (visit) => {
            // What the fields hold when the form is sent; the saved page leads nowhere.
            await visit.page.context().exposeFunction('xjHeld', (values: Record<string, string>) => {
              held = values;
            });
            await visit.page
              .context()
              .addInitScript(
                `addEventListener('submit', (event) => { event.preventDefault(); const form = event.target; window.xjHeld(Object.fromEntries([...form.querySelectorAll('input:not([type=submit])')].map((field, i) => [String(i), field.value]))); }, true)`,
              );
            return use(visit);
          }),
      };
      const watcher = createBrowserWatcher({
        ...{ pool, evidence: table.evidence, zone: 'Asia/Shanghai', vantage: 'test', clock: systemClock },
        desk: { solveCaptcha: async () => 'k7p2' },
      });
      await watcher.look(
        {
          ...{ letterId: 'l', site: table.task({ homeUrl: 'http://letters.test/' }).site, formUrl: null },
          receipt: { number: 'N20240607', query: 'Q1234567', text: '', queryUrl: url },
          ...{ sentAt: epochMs(0), letter: LETTER, nonce: '迁入户口', persona: PERSONA },
        },
        NEVER,
      );
      const values: Record<string, string> = {
        ...{ idcard: PERSONA.idNumber ?? '', querycode: 'Q1234567', captcha: 'k7p2' },
      };
      expect(Object.values(held)).toEqual(fields.map((field) => values[field.replace('*', '')]));
      expect(posts).toEqual([]);
    });
  },
);
