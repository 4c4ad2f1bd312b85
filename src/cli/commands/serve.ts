import { readFileSync } from 'node:fs';
import path from 'node:path';
import { EXIT, XunjianError } from '../../errors.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import type { createServer } from '../../web/create-server.ts';
import { withActing } from '../letters-workspace.ts';
import { action, type Register } from '../register.ts';

export const registerServe: Register = (program, io, run) => {
  program
    .command('serve')
    .description('the HTTP API: letters and desk, with tokens · 接口服务')
    .option('--host <address>', 'listen here (default: server.host)')
    .option('--port <n>', 'on this port; 0 takes a free one (default: server.port)')
    .action(
      action(run, (globals, _args, options) =>
        withActing(globals, async (workspace) => {
          const { version } = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
            version: string;
          };
          // Loaded here: no other command serves.
          const api = await import('../../web/create-server.ts');
          const server = api.createServer(workspace, version);
          const host = String(options.host ?? workspace.config.server.host);
          const port = Number(options.port ?? workspace.config.server.port);
          try {
            const address = await listen(server, host, port);
            if (globals.json) io.out(`${JSON.stringify({ address })}\n`);
            else if (!globals.quiet) io.err(`${address}/api/v1/openapi.json\n`);
            await untilAborted(io.signal);
          } finally {
            await server.close();
          }
          return EXIT.ok;
        }),
      ),
    );
};

async function listen(server: ReturnType<typeof createServer>, host: string, port: number): Promise<string> {
  try {
    return await server.listen({ host, port });
  } catch (cause) {
    throw new XunjianError(
      'PORT_UNAVAILABLE',
      `cannot listen on ${host}:${port}: ${cause instanceof Error ? cause.message : String(cause)}`,
      'give another --port, or end what listens there',
      { cause },
    );
  }
}

function untilAborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => {
    signal.addEventListener('abort', () => resolve(), { once: true });
  });
}
