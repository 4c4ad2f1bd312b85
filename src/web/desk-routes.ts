import { z } from 'zod';
import { answerDesk, deskLines } from '../run/desk.ts';
import { judgingTime } from '../run/letters-judged.ts';
import { HttpProblem } from './problem.ts';
import { listOf, pageOf, pageQuery, type Route } from './route.ts';

const item = z.strictObject({
  id: z.string(),
  letterId: z.string(),
  siteCode: z.string(),
  siteName: z.string(),
  image: z.string().describe('path of the picture'),
  expiresAt: z.string().describe('until when its page is held open'),
});

export const DESK_ROUTES: readonly Route[] = [
  {
    method: 'GET',
    path: '/desk',
    summary: 'Captchas that wait for a person',
    role: 'operator',
    query: z.strictObject(pageQuery),
    answer: listOf(item),
    async handle({ workspace, query, token }) {
      refuseUnits(token);
      const lines = (await deskLines(workspace)).map((line) => ({
        ...line,
        image: `/api/v1/desk/${line.id}/image`,
      }));
      return { json: pageOf(lines, ({ id }) => id, query, true) };
    },
  },
  {
    method: 'GET',
    path: '/desk/:id/image',
    summary: 'The picture of a captcha',
    role: 'operator',
    answer: 'image/png',
    async handle({ workspace, params, token }) {
      refuseUnits(token);
      const bytes = await workspace.store.desk.image(params.id ?? '');
      if (bytes === null)
        throw new HttpProblem(404, 'DESK_UNKNOWN', 'nothing waits at the desk under that id');
      return { bytes, type: mediaTypeOf(bytes) };
    },
  },
  {
    method: 'POST',
    path: '/desk/:id',
    summary: 'What a person reads in the picture',
    role: 'operator',
    body: z.strictObject({ answer: z.string().trim().min(1).max(64) }),
    answer: z.strictObject({ id: z.string(), accepted: z.literal(true) }),
    async handle({ workspace, params, body, token }) {
      refuseUnits(token);
      const id = params.id ?? '';
      const by = token?.name ?? token?.id ?? 'api';
      const { answer } = body as { answer: string };
      await answerDesk(workspace, id, answer, by, await judgingTime(workspace));
      return { json: { id, accepted: true } };
    },
  },
];

/** The desk shows which sites are being tested right now: nothing for the units that are tested. */
function refuseUnits(token: { unit: string | null } | null): void {
  if (token?.unit != null) throw new HttpProblem(403, 'FORBIDDEN', 'a unit’s token does not open the desk');
}

/** By its first bytes; what is not known is not shown as a picture (a captcha may hold anything a site sends). */
function mediaTypeOf(bytes: Uint8Array): string {
  const head = Buffer.from(bytes.subarray(0, 12)).toString('latin1');
  if (head.startsWith('\x89PNG')) return 'image/png';
  if (head.startsWith('\xff\xd8')) return 'image/jpeg';
  if (head.startsWith('GIF8')) return 'image/gif';
  if (head.startsWith('RIFF') && head.slice(8) === 'WEBP') return 'image/webp';
  return 'application/octet-stream';
}
