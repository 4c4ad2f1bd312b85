import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { EXIT, XunjianError } from '../../errors.ts';
import { PACKAGE_ROOT } from '../../package-root.ts';
import { updateRegistry } from '../../run/accounts-registry.ts';
import type { Workspace } from '../../run/workspace.ts';
import type { createServer } from '../../web/create-server.ts';
import type { Io } from '../context.ts';
import { withActing } from '../letters-workspace.ts';
import { action, type Register } from '../register.ts';
import { registryOf } from './accounts.ts';

export const registerServe: Register = (program, io, run) => {
  program
    .command('serve')
    .description('the HTTP API and the console: letters, captchas, accounts, with tokens · 接口与控制台')
    .option('--host <address>', 'listen here (default: server.host)')
    .option('--port <n>', 'on this port; 0 takes a free one (default: server.port)')
    .action(
      action(run, (globals, _args, options) =>
        withActing(globals, async (workspace) => {
          const { version } = JSON.parse(readFileSync(path.join(PACKAGE_ROOT, 'package.json'), 'utf8')) as {
            version: string;
          };
          await takeRegistry(workspace, io);
          // Loaded here: no other command serves.
          const api = await import('../../web/create-server.ts');
          const server = api.createServer(workspace, version);
          const host = String(options.host ?? workspace.config.server.host);
          const port = Number(options.port ?? workspace.config.server.port);
          try {
            const address = await listen(server, host, port);
            if (globals.json) io.out(`${JSON.stringify({ address })}\n`);
            else if (!globals.quiet)
              io.err(
                globals.lang === 'en'
                  ? `console: ${address}/\nAPI: ${address}/api/v1/openapi.json\n`
                  : `控制台：${address}/\n接口：${address}/api/v1/openapi.json\n`,
              );
            await untilAborted(io.signal);
          } finally {
            await server.close();
          }
          return EXIT.ok;
        }),
      ),
    );
};

/** Takes over the registry of accounts as it stands now; one that cannot be read is said and keeps nothing from being served. */
async function takeRegistry(workspace: Workspace, io: Pick<Io, 'err'>): Promise<void> {
  if (!existsSync(workspace.config.inventory.accounts)) return;
  try {
    const { rows, isWhole } = registryOf(workspace.config, false);
    await updateRegistry(workspace, rows, { isWhole });
  } catch (error) {
    if (!(error instanceof XunjianError)) throw error;
    io.err(`${error.message}; ${error.remedy}\n`);
  }
}

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
