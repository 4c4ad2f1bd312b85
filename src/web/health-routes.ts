import { z } from 'zod';
import type { Route } from './route.ts';

export const HEALTH_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/healthz',
    summary: 'Whether the service and its store answer',
    role: null,
    answer: z.strictObject({ status: z.literal('ok'), rehearsal: z.boolean() }),
    async handle({ workspace: { store } }) {
      await store.letters.newestAt();
      return { json: { status: 'ok', rehearsal: store.mode === 'rehearsal' } };
    },
  },
];
