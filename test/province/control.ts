import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { score } from './score.ts';
import { scoreTable } from './score-table.ts';
import type { RunningProvince } from './start-province.ts';

export interface Control {
  port: number;
  close(): Promise<void>;
}

/** What the control port can do: `METHOD /path` with a JSON body; listed by `GET /`. */
const COMMANDS = [
  'GET / — this list',
  'GET /state — seed, size, date, ports, faults',
  'POST /date {"date":"YYYY-MM-DD"}',
  'POST /fault {"id"?,"siteCode"?,"scenario"?,"on":true|false}',
  'POST /faults {"on":true|false}',
  'POST /line {"up":true|false}',
  'GET /counts · POST /counts/reset',
  'GET /truth?date=YYYY-MM-DD',
  'GET /checksum',
  'GET /files — sites.csv, columns.csv, ca.pem, xunjian.yaml',
  'POST /score[?date=] — body: lines of `xunjian scan --json`; ?table=1 for a table',
];

const MOST_BYTES = 256 * 1024 * 1024;

/** HTTP and JSON beside the province's own port; loopback only, no access control: it is a test bench. */
export async function startControl(province: RunningProvince, port: number): Promise<Control> {
  const server = http.createServer((request, response) => {
    handle(province, request)
      .then((answer) => send(response, 200, answer))
      .catch((error: unknown) =>
        send(response, 400, { error: error instanceof Error ? error.message : String(error) }),
      );
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', () => resolve());
  });
  return {
    port: (server.address() as AddressInfo).port,
    close: () =>
      new Promise((resolve) => {
        server.closeAllConnections();
        server.close(() => resolve());
      }),
  };
}

function send(response: http.ServerResponse, status: number, answer: unknown): void {
  const isText = typeof answer === 'string';
  response.writeHead(status, { 'content-type': isText ? 'text/plain; charset=utf-8' : 'application/json' });
  response.end(isText ? answer : `${JSON.stringify(answer)}\n`);
}

async function handle(province: RunningProvince, request: http.IncomingMessage): Promise<unknown> {
  const url = new URL(request.url ?? '/', 'http://control/');
  const date = url.searchParams.get('date') ?? undefined;
  switch (`${request.method} ${url.pathname}`) {
    case 'GET /':
      return { commands: COMMANDS };
    case 'GET /state':
      return stateOf(province);
    case 'POST /date': {
      const body = await jsonBody(request);
      await province.setDate(text(body, 'date'));
      return stateOf(province);
    }
    case 'POST /fault': {
      const body = await jsonBody(request);
      const which = Object.fromEntries(
        ['id', 'siteCode', 'scenario']
          .filter((key) => typeof body[key] === 'string')
          .map((key) => [key, text(body, key)]),
      );
      return { found: await province.setFault(which, body.on !== false) };
    }
    case 'POST /faults':
      await province.setAllFaults((await jsonBody(request)).on !== false);
      return stateOf(province);
    case 'POST /line':
      province.setLine((await jsonBody(request)).up !== false);
      return {};
    case 'GET /counts':
      return province.counts();
    case 'POST /counts/reset':
      province.resetCounts();
      return {};
    case 'GET /truth':
      return province.truth(date);
    case 'GET /checksum':
      return province.checksum();
    case 'GET /files':
      return province.inventory();
    case 'POST /score': {
      const result = score(await bodyOf(request), province.truth(date));
      return url.searchParams.has('table') ? `${scoreTable(result)}\n` : result;
    }
    default:
      throw new Error(`unknown command; GET / lists them`);
  }
}

function stateOf({ province, date, port, controlPort }: RunningProvince): unknown {
  return {
    ...{
      seed: province.seed,
      size: province.size,
      date: date(),
      port,
      controlPort,
      sites: province.sites.length,
    },
    faults: province.faults.map(({ id, scenario, siteCode }) => ({ id, scenario, siteCode })),
  };
}

async function bodyOf(request: http.IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request) {
    bytes += (chunk as Buffer).length;
    if (bytes > MOST_BYTES) throw new Error('body too large');
    chunks.push(chunk as Buffer);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function jsonBody(request: http.IncomingMessage): Promise<Record<string, unknown>> {
  const body: unknown = JSON.parse((await bodyOf(request)) || '{}');
  if (typeof body !== 'object' || body === null) throw new Error('takes a JSON object');
  return body as Record<string, unknown>;
}

function text(body: Record<string, unknown>, key: string): string {
  const value = body[key];
  if (typeof value !== 'string') throw new Error(`${key} is missing`);
  return value;
}
