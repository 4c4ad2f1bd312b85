import { z } from 'zod';
import { XunjianError } from '../errors.ts';
import { parseYaml, readSmallFile } from './yaml-document.ts';

const region = z.strictObject({
  name: z.string().min(1),
  /** Whether the unit passes the bulletin on to units of its own. */
  forwards: z.boolean().default(false),
  /** Who signs the forwarding notice; its government's office where not named. */
  issuer: z.string().optional(),
  issuerShort: z.string().optional(),
  places: z.array(z.string()).default([]),
});

const days = z
  .strictObject({ province: z.int().min(1), city: z.int().min(1) })
  .refine(({ province, city }) => city <= province, {
    message: 'the city’s day must not lie after the province’s',
  });

const profile = z.strictObject({
  province: z.string().min(1),
  issuer: z.string().min(1),
  issuerShort: z.string().min(1),
  redHead: z.boolean(),
  platform: z.string().min(1),
  platformShort: z.string().min(1),
  addressee: z.string().min(1),
  /** From dispatch until a ticket is due. */
  dueWorkdays: days,
  /** From signing, and from forwarding, until rectification reports are due. */
  reportWorkdays: days,
  /** Where units open evidence: the address of the API as they reach it; `server.host` and `server.port` where not named. */
  evidenceUrl: z.url().optional(),
  regions: z.array(region).min(1),
});

/** A province as its bulletin knows it: who issues, who reports, in which order. */
export type ReportProfile = z.infer<typeof profile>;
export type ReportRegion = z.infer<typeof region>;

/** Reads the profile `report.profile` names. Throws CONFIG_UNREADABLE, CONFIG_INVALID with file, line and key. */
export function loadReportProfile(file: string): ReportProfile {
  const remedy = 'check "report.profile", or start from a copy of the shipped config/report/province.yaml';
  const document = parseYaml(
    readSmallFile(file, 'report profile', 'CONFIG_UNREADABLE', remedy),
    file,
    'CONFIG_INVALID',
  );
  const parsed = profile.safeParse(document.value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const key = (issue?.path ?? []).map(String).join('.');
  const line = document.lineOf(issue?.path ?? []);
  throw new XunjianError(
    'CONFIG_INVALID',
    `${file}${line === undefined ? '' : `:${line}`}: ${key === '' ? '' : `"${key}": `}${issue?.message ?? 'not a profile'}`,
    'mend it there; docs/guides/bulletin.md explains every key',
    { place: { file, key, ...(line === undefined ? {} : { line }) } },
  );
}
