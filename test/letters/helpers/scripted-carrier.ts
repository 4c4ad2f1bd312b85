import http from 'node:http';
import { epochMs } from '../../../src/clock.ts';
import type {
  CarrierHooks,
  CarryResult,
  LetterCarrier,
  LetterTask,
} from '../../../src/letters/letter-carrier.ts';

/** What a scripted carrier does around its one POST. */
export interface CarrierScript {
  /** Between the committed intent and the click: a failpoint. */
  afterIntent?(task: LetterTask): void | Promise<void>;
  /** Between the site's answer and the return: a failpoint. */
  afterAnswer?(task: LetterTask): void | Promise<void>;
}

const intent = (task: LetterTask) => ({
  formUrl: `${task.site.homeUrl}write`,
  action: `${task.site.homeUrl}send`,
  evidence: [],
  fields: [
    { role: 'title', label: '标题', selector: '#t', required: true, value: task.letter.title },
    { role: 'phone', label: '电话', selector: '#p', required: true, value: task.persona.phone },
  ],
});

/**
 * A carrier without a browser: it asks before the click as the seam wants it and posts the letter over real HTTP to a
 * server of the test, whose answer decides what became of it.
 */
export function scriptedCarrier(port: number, script: CarrierScript = {}): LetterCarrier {
  return {
    async carry(task, hooks, signal): Promise<CarryResult> {
      const trace = {
        at: epochMs(0),
        formUrl: `${task.site.homeUrl}write`,
        steps: ['打开'],
        dialogs: [],
        evidence: [],
      };
      if (task.mode === 'blackhole') return { ...trace, kind: 'rehearsed', intent: intent(task) };
      const wall = await before(task, hooks);
      if (wall !== null) return { ...trace, ...wall };
      await hooks.beforeSubmit(intent(task));
      await script.afterIntent?.(task);
      const answer = await post(port, task, signal);
      await script.afterAnswer?.(task);
      if (answer === null) return { ...trace, kind: 'ambiguous', reason: 'no_answer' };
      if (answer.status >= 500) return { ...trace, kind: 'ambiguous', reason: `http_${answer.status}` };
      if (answer.status === 422) return { ...trace, kind: 'refused', reason: answer.text };
      const receipt = {
        number: answer.text,
        query: '123456',
        text: `${task.persona.name}您好，受理编号${answer.text}`,
        queryUrl: null,
      };
      return { ...trace, kind: 'submitted', receipt };
    },
  };
}

type Ending =
  | { kind: 'unavailable'; reason: 'no_channel' | 'form_broken' }
  | { kind: 'undetermined'; reason: 'captcha_waiting' };

/** Walls by the host's name, as the tests write them: `broken-…`, `missing-…`, `captcha-…`. */
async function before({ site }: LetterTask, hooks: CarrierHooks): Promise<Ending | null> {
  const host = new URL(site.homeUrl).hostname;
  if (host.startsWith('missing-')) return { kind: 'unavailable', reason: 'no_channel' };
  if (host.startsWith('broken-')) return { kind: 'unavailable', reason: 'form_broken' };
  if (!host.startsWith('captcha-')) return null;
  const answer = await hooks.solveCaptcha({ image: Buffer.from('\x89PNG', 'latin1'), expiresInMs: null });
  return answer === null ? { kind: 'undetermined', reason: 'captcha_waiting' } : null;
}

function post(
  port: number,
  task: LetterTask,
  signal: AbortSignal,
): Promise<{ status: number; text: string } | null> {
  return new Promise((resolve, reject) => {
    const headers = { host: new URL(task.site.homeUrl).host, 'x-letter': task.letterId };
    const request = http.request(
      { port, method: 'POST', path: '/send', headers, signal, timeout: 2_000 },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
        response.on('error', () => resolve(null));
      },
    );
    request.on('timeout', () => request.destroy());
    request.on('error', () => (signal.aborted ? reject(signal.reason) : resolve(null)));
    request.end(task.letter.content);
  });
}
