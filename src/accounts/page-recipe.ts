import { z } from 'zod';
import { issueError } from '../config/explain-issue.ts';
import { parseYaml, readSmallFile } from '../config/yaml-document.ts';
import { WAYS } from '../domain/account-facts.ts';

const selector = z.string().trim().min(1).describe('a CSS selector');
const recipe = z.strictObject({
  /** For people who read the file. */
  name: z.string().trim().min(1).describe('a name'),
  /** Hosts it is for; `.example.cn` takes those below it too. */
  hosts: z.array(z.string().trim().min(1)).min(1).describe('a list of hosts'),
  /** One post. */
  item: selector,
  /** Its time, below the item; the item itself when absent. */
  time: selector.optional(),
  /** The attribute that holds the time (in lower case); the text where there is none. */
  timeAttribute: z.string().trim().min(1).optional().describe('the name of an attribute'),
  title: selector.optional(),
  link: selector.optional(),
  /** An item that holds this is a repost. */
  repost: selector.optional(),
  /** The account's name; a page without it is no page of an account. */
  accountName: selector.optional(),
  /** What the name ends with on such pages, cut off; a text that ends otherwise is no name (评论列表 beside …的微博). */
  accountNameEnds: z.string().trim().min(1).optional().describe('a text'),
  /** Whose post an item is, where a page lists several accounts': others' posts are left out. */
  author: selector.optional(),
  /** 认证主体. */
  operator: selector.optional(),
  /** Ways of interaction and where they show; `link: true` tries where the element leads. */
  interaction: z
    .array(
      z.strictObject({
        way: z.enum(WAYS).describe(`one of ${WAYS.join(', ')}`),
        selector,
        link: z.boolean().default(false).describe('true or false'),
      }),
    )
    .default([])
    .describe('a list of { way, selector, link }'),
  /** The page shows every way that the platform has: none of them there means that there is none. */
  whole: z.boolean().default(false).describe('true or false'),
});
const schema = z.strictObject({ pages: z.array(recipe).default([]).describe('a list of recipes') });

/** How the pages of a platform are read. */
export type PageRecipe = z.infer<typeof recipe>;

/** Reads a file of recipes. Throws CONFIG_UNREADABLE, CONFIG_INVALID with file, line and key. */
export function loadPageRecipes(file: string): readonly PageRecipe[] {
  const source = readSmallFile(file, 'the page recipes', 'CONFIG_UNREADABLE', 'check accounts.pages');
  const document = parseYaml(source, file, 'CONFIG_INVALID');
  const parsed = schema.safeParse(document.value);
  if (parsed.success) return parsed.data.pages;
  throw issueError(parsed.error, schema, document, {
    code: 'CONFIG_INVALID',
    reference: 'docs/guides/accounts.md',
  });
}

/** The recipe for an address; the longest host that fits wins. */
export function recipeFor(url: string, recipes: readonly PageRecipe[]): PageRecipe | null {
  if (!URL.canParse(url)) return null;
  const { hostname } = new URL(url);
  const fits = recipes.flatMap((one) =>
    one.hosts
      .filter((host) => (host.startsWith('.') ? hostname.endsWith(host) : hostname === host))
      .map((host) => ({ one, length: host.length })),
  );
  return fits.sort((a, b) => b.length - a.length)[0]?.one ?? null;
}
