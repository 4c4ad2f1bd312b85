import { z } from 'zod';
import { issueError } from '../config/explain-issue.ts';
import { parseYaml, readSmallFile } from '../config/yaml-document.ts';
import type { Persona } from './letter-carrier.ts';

const personaSchema = z
  .strictObject({
    name: z.string().trim().min(2).describe('a name'),
    phone: z
      .string()
      .regex(/^1\d{10}$/)
      .describe('a mobile number of eleven digits, in quotes'),
    email: z.email().describe('an e-mail address'),
    idNumber: z
      .string()
      .regex(/^\d{17}[\dX]$/)
      .nullish()
      .describe('an identity number of eighteen characters, in quotes'),
    address: z.string().trim().min(4).describe('an address'),
    postcode: z
      .string()
      .regex(/^\d{6}$/)
      .nullish()
      .describe('a postcode of six digits, in quotes'),
  })
  .describe('a persona');

const schema = z.strictObject({
  version: z.literal(1).optional().describe('1'),
  personas: z.array(personaSchema).min(1).describe('a list of personas'),
});

/**
 * Reads who may write letters: the authorised testers. Throws PERSONAS_INVALID with file, line and key; the message
 * never repeats a value of the file.
 */
export function loadPersonas(file: string): Persona[] {
  const asked = { code: 'PERSONAS_INVALID', reference: 'docs/reference/letters.md' } as const;
  const content = readSmallFile(
    file,
    'the personas',
    asked.code,
    'name a file with the authorised testers as "letters.personas"; only a rehearsal has invented ones',
  );
  const document = parseYaml(content, file, asked.code);
  const parsed = schema.safeParse(document.value);
  if (!parsed.success) {
    const error = issueError(parsed.error, schema, document, asked);
    error.message = error.message.replace(/, not .*$/, '');
    throw error;
  }
  return parsed.data.personas.map(({ idNumber, postcode, ...persona }) => ({
    ...persona,
    idNumber: idNumber ?? null,
    postcode: postcode ?? null,
  }));
}
