import { z } from 'zod';
import { issueError } from '../config/explain-issue.ts';
import { parseYaml, readSmallFile } from '../config/yaml-document.ts';

const text = z.string().trim().min(1).describe('a text');
const texts = z.array(text).min(1).describe('a list of texts');

const topicSchema = z
  .strictObject({
    id: z
      .string()
      .regex(/^[a-z0-9-]+$/)
      .describe('a name of small letters, digits and hyphens'),
    duties: texts.optional().describe('words of duties, such as [公安]'),
    portals: z.boolean().optional().describe('true or false'),
    anyone: z.boolean().optional().describe('true or false'),
    short: z.string().trim().min(2).max(5).describe('two to five characters'),
    titles: z
      .array(z.string().trim().min(4).max(19).describe('four to nineteen characters'))
      .min(1)
      .describe('a list of titles'),
    situations: texts,
    questions: texts,
    more: texts,
  })
  .describe('a topic');

const word = z.string().length(2).describe('a word of two characters');

const schema = z.strictObject({
  version: z.literal(1).describe('1'),
  nonce: z.strictObject({
    first: z.array(word).min(10).describe('at least ten words'),
    second: z.array(word).min(10).describe('at least ten words'),
  }),
  openings: texts,
  closings: texts,
  signatures: z
    .array(z.string().includes('{nonce}').describe('a text with {nonce}'))
    .min(1)
    .describe('a list of texts'),
  topics: z.array(topicSchema).min(1).describe('a list of topics'),
});

/** What letters are made of. */
export type LetterTemplates = z.infer<typeof schema>;
export type LetterTopic = z.infer<typeof topicSchema>;

/** Reads the templates; throws TEMPLATES_INVALID with file, line and key. */
export function loadTemplates(file: string): LetterTemplates {
  const asked = { code: 'TEMPLATES_INVALID', reference: 'docs/reference/letters.md' } as const;
  const content = readSmallFile(
    file,
    'the letter templates',
    asked.code,
    'check "letters.templates" in the configuration',
  );
  const document = parseYaml(content, file, asked.code);
  const parsed = schema.safeParse(document.value);
  if (!parsed.success) throw issueError(parsed.error, schema, document, asked);
  return parsed.data;
}
