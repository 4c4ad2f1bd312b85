import type { FastifyInstance } from 'fastify';
import { PNG } from 'pngjs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { handLetter } from '../../src/inventory/read-hand-letters.ts';
import { recordHandLetters } from '../../src/run/letters-record.ts';
import { SELF } from '../../src/run/process-identity.ts';
import { createToken } from '../../src/run/tokens.ts';
import type { Workspace } from '../../src/run/workspace.ts';
import type { Role } from '../../src/store/token-repository.ts';
import { createServer, ROUTES } from '../../src/web/create-server.ts';
import { letterSites, writeLetterConfig } from '../letters/helpers/letter-workspace.ts';
import { at, CAMPAIGN, plan, workspaceAt } from '../letters/helpers/open-campaign.ts';

const PICTURE = PNG.sync.write(new PNG({ width: 8, height: 4 }));

let workspace: Workspace;
let server: FastifyInstance;
let ids: string[];
const tokens: Record<string, string> = {};

beforeAll(async () => {
  const { config } = writeLetterConfig(
    letterSites(5, (i) => `s${i}.gov.cn`),
    9,
  );
  workspace = workspaceAt(config, '06-07T10:00');
  ids = await plan(workspace);
  server = createServer(workspace, '0.0.0');
  const make = async (name: string, role: Role, unit: string | null = null) => {
    tokens[name] = (
      await createToken(workspace.store.tokens, { role, unit, name, at: at('06-07T09:00') })
    ).token;
  };
  await make('viewer', 'viewer');
  await make('operator', 'operator');
  await make('unit', 'operator', '示例1县人民政府办公室');
});
afterAll(async () => {
  await server.close();
  await workspace.close();
});

const call = async (method: 'GET' | 'POST', url: string, who: string | null, body?: unknown) => {
  const answer = await server.inject({
    ...{ method, url: url.startsWith('/healthz') ? url : `/api/v1${url}` },
    headers: who === null ? {} : { authorization: `Bearer ${tokens[who] ?? who}` },
    ...(body === undefined ? {} : { payload: body as object }),
  });
  return {
    status: answer.statusCode,
    type: String(answer.headers['content-type']),
    json: () => answer.json(),
    raw: answer.rawPayload,
  };
};
const ask = (letterId: string) =>
  workspace.store.desk.ask(
    {
      letterId,
      siteCode: '6100000001',
      siteName: '示例',
      askedAt: at('06-07T10:00'),
      expiresAt: at('06-07T10:05'),
    },
    PICTURE,
    SELF,
  );

describe('the API', () => {
  it('says that it is well without a token, and nothing else', async () => {
    expect((await call('GET', '/healthz', null)).json()).toEqual({ status: 'ok', rehearsal: true });
    const refused = await call('GET', '/letters', null);
    expect(refused.status).toBe(401);
    expect(refused.type).toContain('application/problem+json');
    expect(refused.json()).toMatchObject({ status: 401, code: 'UNAUTHORIZED', title: 'Unauthorized' });
  });

  it('knows neither invented nor revoked tokens, and keeps their text nowhere', async () => {
    expect((await call('GET', '/letters', 'xunjian_made-up')).status).toBe(401);
    const made = await createToken(workspace.store.tokens, {
      role: 'admin',
      unit: null,
      name: null,
      at: at('06-07T09:00'),
    });
    expect((await call('GET', '/letters', made.token)).status).toBe(200);
    await workspace.store.tokens.revoke(made.entry.id, at('06-07T10:00'));
    expect((await call('GET', '/letters', made.token)).status).toBe(401);
    expect(JSON.stringify(await workspace.store.tokens.list())).not.toContain(made.token.slice(8));
  });

  it('pages through letters by cursor until next is null', async () => {
    const seen: string[] = [];
    let cursor = '';
    for (let turn = 0; turn < 10; turn++) {
      const { items, next } = (await call('GET', `/letters?limit=2${cursor}`, 'viewer')).json();
      seen.push(...items.map((item: { letterId: string }) => item.letterId));
      if (next === null) break;
      cursor = `&cursor=${next}`;
    }
    expect(seen).toEqual(ids);
  });

  it('gives letters as letters status does', async () => {
    const { items } = (await call('GET', '/letters?siteCode=6100000002&lang=en', 'viewer')).json();
    expect(items).toHaveLength(1);
    expect(items[0]).toMatchObject({
      siteCode: '6100000002',
      state: 'planned',
      reason: null,
      category: 'undetermined',
      reply: null,
    });
  });

  it('keeps the query code, which opens a letter at its site, from viewers and units', async () => {
    const row = {
      site_code: '6100000005',
      submitted_at: '2024-06-07 09:30',
      receipt_number: 'N1',
      query_code: 'Q1',
    };
    await recordHandLetters(workspace, {
      rows: [handLetter(row, { file: 'x', line: 1 })],
      ...{ campaign: CAMPAIGN, by: 'x', why: 'y', at: at('06-07T10:00') },
      ...{ deadlineWorkdays: null, deadlineSource: null, combine: null },
    });
    const of = async (who: string) =>
      (await call('GET', '/letters?siteCode=6100000005', who)).json().items[0]?.receipt;
    expect(await of('operator')).toEqual({ number: 'N1', query: 'Q1' });
    expect(await of('viewer')).toEqual({ number: 'N1', query: null });
  });

  it.each([
    ['/letters?limit=0', 400, 'REQUEST_INVALID'],
    ['/letters?colour=red', 400, 'REQUEST_INVALID'],
    ['/letters?cursor=bm9uc2Vuc2U', 400, 'CURSOR_INVALID'],
    ['/letters?campaign=none', 404, 'CAMPAIGN_UNKNOWN'],
    ['/nothing', 404, 'NOT_FOUND'],
  ])('refuses %s as a problem', async (url, status, code) => {
    const refused = await call('GET', url, 'viewer');
    expect([refused.status, refused.json().code]).toEqual([status, code]);
    expect(refused.type).toContain('application/problem+json');
  });

  it('shows what waits at the desk with its picture, and takes the answer once', async () => {
    const id = await ask(ids[0] ?? '');
    const { items, next } = (await call('GET', '/desk', 'operator')).json();
    expect(next).toBeNull();
    expect(items[0]).toMatchObject({
      id,
      letterId: ids[0],
      siteCode: '6100000001',
      image: `/api/v1/desk/${id}/image`,
    });
    const picture = await call('GET', items[0].image.slice('/api/v1'.length), 'operator');
    expect(picture.type).toBe('image/png');
    expect(picture.raw.equals(PICTURE)).toBe(true);
    expect((await call('POST', `/desk/${id}`, 'operator', { answer: ' k7P2 ' })).json()).toEqual({
      id,
      accepted: true,
    });
    expect(await workspace.store.desk.answerOf(id)).toBe('k7P2');
    expect((await call('POST', `/desk/${id}`, 'operator', { answer: 'again' })).status).toBe(404);
    expect((await call('GET', '/desk', 'operator')).json().items).toEqual([]);
  });

  it('pages through the desk although what was on the page before is answered meanwhile', async () => {
    const three = [await ask(ids[0] ?? ''), await ask(ids[1] ?? ''), await ask(ids[2] ?? '')];
    const first = (await call('GET', '/desk?limit=1', 'operator')).json();
    await call('POST', `/desk/${first.items[0].id}`, 'operator', { answer: 'a' });
    const second = (await call('GET', `/desk?limit=2&cursor=${first.next}`, 'operator')).json();
    expect(second.items.map(({ id }: { id: string }) => id).sort()).toEqual(
      three.filter((id) => id !== first.items[0].id).sort(),
    );
    for (const id of three) await workspace.store.desk.close(id);
  });

  it('refuses an answer that is none', async () => {
    const id = await ask(ids[1] ?? '');
    for (const body of [{ answer: '' }, { answer: 'x'.repeat(65) }, {}, { answer: 'a', extra: 1 }])
      expect((await call('POST', `/desk/${id}`, 'operator', body)).status).toBe(400);
    expect((await call('POST', '/desk/none', 'operator', { answer: 'a' })).status).toBe(404);
    await workspace.store.desk.close(id);
  });

  it('a viewer may not answer at the desk; a unit may neither see the desk nor letters it could still answer', async () => {
    expect((await call('GET', '/desk', 'viewer')).json()).toMatchObject({ status: 403, code: 'FORBIDDEN' });
    expect((await call('GET', '/desk', 'unit')).status).toBe(403);
    expect((await call('GET', '/letters', 'unit')).json()).toEqual({ items: [], next: null });
  });

  it('leaves out what waits for a process that has died', async () => {
    const gone = { host: SELF.host, pid: 2 ** 22 + 1, nonce: 'x' };
    const item = {
      letterId: ids[2] ?? '',
      siteCode: '1',
      siteName: 'x',
      askedAt: at('06-07T10:00'),
      expiresAt: at('06-07T10:05'),
    };
    await workspace.store.desk.ask(item, PICTURE, gone);
    expect((await call('GET', '/desk', 'operator')).json().items).toEqual([]);
  });

  it('openapi.json describes every operation with its answers and refusals', async () => {
    const described = (await call('GET', '/openapi.json', null)).json();
    expect(described.openapi).toBe('3.1.0');
    for (const { path, method, role } of ROUTES) {
      const operation = described.paths[path.replace(/:(\w+)/g, '{$1}')][method.toLowerCase()];
      expect(operation.summary).not.toBe('');
      expect(operation.responses.default.content['application/problem+json']).toBeDefined();
      expect(operation.security).toEqual(role === null ? undefined : [{ token: [] }]);
    }
    expect(described.paths['/letters'].get.parameters.map(({ name }: { name: string }) => name)).toContain(
      'cursor',
    );
  });
});
