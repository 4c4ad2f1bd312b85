import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface, type Interface } from 'node:readline/promises';
import type { Command } from 'commander';
import { EXIT } from '../../errors.ts';
import { answerDesk, type DeskLine, deskLines } from '../../run/desk.ts';
import { judgingTime } from '../../run/letters-judged.ts';
import type { Workspace } from '../../run/workspace.ts';
import type { Io } from '../context.ts';
import { drawPicture } from '../draw-picture.ts';
import { byOf, withJudging } from '../letters-workspace.ts';
import { action } from '../register.ts';

const LOOK_EVERY_MS = 1_000;

export function registerLettersDesk(letters: Command, io: Io, run: (status: Promise<number>) => void): void {
  letters
    .command('desk')
    .description('captchas that wait for a person, asked one by one on a terminal · 人工识别验证码')
    .option('--answer <id>', 'answer this one and end')
    .option('--text <text>', 'with --answer: what its picture shows')
    .option('--list', 'show what waits and end (also with --json or without a terminal)', false)
    .option('--by <name>', 'who answers')
    .action(
      action(run, (globals, _args, options) =>
        withJudging(globals, async (workspace) => {
          const by = byOf(options);
          const now = () => judgingTime(workspace);
          if (options.answer !== undefined) {
            await answerDesk(workspace, String(options.answer), String(options.text ?? ''), by, await now());
            return EXIT.ok;
          }
          const isAsking = process.stdin.isTTY === true && !globals.json && options.list !== true;
          if (isAsking) return askOneByOne(workspace, io, by);
          const waiting = await deskLines(workspace);
          if (waiting.length === 0 && !globals.quiet)
            io.err(globals.lang === 'zh' ? '现在没有验证码等人识别\n' : 'no captcha waits\n');
          for (const line of waiting)
            io.out(
              globals.json
                ? `${JSON.stringify(line)}\n`
                : `${line.id} ${line.siteName} ${line.siteCode} → ${line.expiresAt}\n`,
            );
          return EXIT.ok;
        }),
      ),
    );
}

/** Shows each picture and takes its answer, until Ctrl-C. An empty line leaves it to somebody else. */
async function askOneByOne(workspace: Workspace, io: Io, by: string): Promise<number> {
  const folder = mkdtempSync(path.join(tmpdir(), 'xunjian-desk-'));
  const prompt = createInterface({ input: process.stdin, output: process.stderr });
  const left = new Set<string>();
  io.err('等待验证码，Ctrl-C 结束 · waiting for captchas, Ctrl-C ends\n');
  try {
    while (!io.signal.aborted) {
      const line = (await deskLines(workspace)).find(({ id }) => !left.has(id));
      if (line === undefined) {
        await workspace.clock.sleep(LOOK_EVERY_MS, io.signal);
        continue;
      }
      const image = await workspace.store.desk.image(line.id);
      if (image === null) continue;
      show(io, line, image, folder);
      const text = await askWhileWaiting(workspace, io, prompt, line.id);
      if (text === null) {
        io.err('\n这张已过期或已有人回答 · that one has expired or was answered\n');
        continue;
      }
      left.add(line.id);
      if (text.trim() === '') continue;
      await answerDesk(workspace, line.id, text, by, await judgingTime(workspace)).catch((error: unknown) => {
        io.err(`${error instanceof Error ? error.message : String(error)}\n`);
      });
    }
  } catch (error) {
    if (!io.signal.aborted) throw error;
  } finally {
    prompt.close();
    rmSync(folder, { recursive: true, force: true });
  }
  return EXIT.ok;
}

/** What is typed; null when the picture goes meanwhile, so that nobody types what its page no longer takes. */
async function askWhileWaiting(
  workspace: Workspace,
  io: Io,
  prompt: Interface,
  id: string,
): Promise<string | null> {
  const gone = new AbortController();
  const asked = prompt
    .question('> ', { signal: AbortSignal.any([io.signal, gone.signal]) })
    .catch((error: unknown) => {
      if (gone.signal.aborted && !io.signal.aborted) return null;
      throw error;
    });
  const watch = async () => {
    const over = new AbortController();
    const stop = () => over.abort();
    asked.then(stop, stop);
    while (!over.signal.aborted) {
      await workspace.clock.sleep(LOOK_EVERY_MS, over.signal).catch(() => undefined);
      if (over.signal.aborted) return;
      const isWaiting = (await deskLines(workspace)).some((line) => line.id === id);
      if (!isWaiting) gone.abort();
    }
  };
  const [text] = await Promise.all([asked, watch()]);
  return text;
}

function show(io: Io, { id, siteName, expiresAt }: DeskLine, image: Uint8Array, folder: string): void {
  const file = path.join(folder, `${id}.${image[0] === 0xff ? 'jpg' : 'png'}`);
  writeFileSync(file, image);
  const drawn = drawPicture(image);
  io.err(`\n${siteName} （${expiresAt} 前有效）\n${drawn === null ? '' : `${drawn}\n`}${file}\n`);
}
