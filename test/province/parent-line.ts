import { score } from './score.ts';
import type { RunningProvince } from './start-province.ts';

/** What the process that started the province may ask of it, one JSON message each. */
export type ParentQuestion = { id: number } & (
  | { ask: 'date'; date: string }
  | { ask: 'score'; lines: string }
  | { ask: 'counts' }
  | { ask: 'reset-counts' }
  | { ask: 'cpu' }
  | { ask: 'truth' }
);

/** Answers the parent process until it is gone; then the province ends too. */
export function listenToParent(province: RunningProvince): void {
  if (process.send === undefined) return;
  process.on('message', (question: ParentQuestion) => {
    void answer(province, question).then(
      (said) => process.send?.({ id: question.id, answer: said }),
      (error: unknown) => process.send?.({ id: question.id, error: String(error) }),
    );
  });
  process.once('disconnect', () => process.exit(0));
}

async function answer(province: RunningProvince, question: ParentQuestion): Promise<unknown> {
  switch (question.ask) {
    case 'date':
      await province.setDate(question.date);
      return province.date();
    case 'score':
      return score(question.lines, province.truth());
    case 'counts':
      return province.counts();
    case 'reset-counts':
      province.resetCounts();
      return null;
    case 'cpu':
      return process.cpuUsage();
    case 'truth':
      return province.truth();
  }
}
