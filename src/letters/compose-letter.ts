import type { Seeded } from '../domain/seeded.ts';
import type { Site } from '../domain/site.ts';
import { XunjianError } from '../errors.ts';
import type { LetterText } from './letter-carrier.ts';
import type { LetterTemplates, LetterTopic } from './load-templates.ts';

export interface ComposedLetter {
  topicId: string;
  nonce: string;
  text: LetterText;
}

/** What earlier letters used: no two are alike, in this campaign and all others. */
export interface UsedWords {
  nonces: Set<string>;
  titles: Set<string>;
  /** Situation and question as they were put together, over one campaign. */
  bodies: Set<string>;
}

/** Draws this often for a text nobody has; then the templates are too few. */
const DRAWS = 200;

/**
 * One letter for a site: a topic that fits the unit's duty, a text that no other letter has, and a name as its nonce.
 * Sites delete near-duplicates without notice (STANDARDS §12.4), so situation and question together are new as long as
 * the templates last. Throws TEMPLATES_INVALID when they are exhausted.
 */
export function composeLetter(
  templates: LetterTemplates,
  site: Site,
  draw: Seeded,
  used: UsedWords,
): ComposedLetter {
  const topics = topicsFor(templates, site);
  for (let turn = 0; turn < DRAWS; turn++) {
    const topic = draw.pick(topics);
    const said = (texts: readonly string[]) => resolve(draw.pick(texts), draw);
    const [situation, question] = [said(topic.situations), said(topic.questions)];
    const body = `${situation}${question}`;
    // Half the draws insist on a new pair; after that a new opening, closing and name must do.
    if (used.bodies.has(body) && turn < DRAWS / 2) continue;
    const nonce = `${draw.pick(templates.nonce.first)}${draw.pick(templates.nonce.second)}`;
    if (used.nonces.has(nonce)) continue;
    const [opening, closing] = [said(templates.openings), said(templates.closings)];
    const signature = said(templates.signatures).replaceAll('{nonce}', nonce);
    const plain = draw.pick(topic.titles);
    const title = `${plain}（${nonce}）`;
    if (used.titles.has(title)) continue;
    used.nonces.add(nonce);
    used.titles.add(title);
    used.bodies.add(body);
    const short = { title: `${nonce}咨询${topic.short}`, content: `${body}${signature}` };
    const more = said(topic.more);
    const long = {
      title,
      content: `${opening}${situation}${more}${question}${LONGER}${closing}${signature}`,
    };
    const content = `${opening}${situation}${question}${closing}${signature}`;
    return { topicId: topic.id, nonce, text: { title, content, variants: [short, long] } };
  }
  throw new XunjianError(
    'TEMPLATES_INVALID',
    `the templates have no further text for ${site.name}`,
    'add names under "nonce" or topics to the file of "letters.templates"',
  );
}

/** For forms that want many words. */
const LONGER =
  '我在贵单位网站上找过办事指南，也问过身边的人，说法不太一样，担心自己理解有误、材料带不齐白跑一趟，所以写信向你们核实。如果有明确的规定、流程或者联系电话，请一并告知，我照着准备。';

/** Topics whose duty the unit bears; for portals those of the people's daily life; else those anyone can answer. */
export function topicsFor({ topics }: LetterTemplates, site: Site): LetterTopic[] {
  const unit = `${site.sponsor} ${site.name}`;
  const fitting =
    site.type === 'portal'
      ? topics.filter(({ portals }) => portals === true)
      : topics.filter(({ duties }) => duties?.some((duty) => unit.includes(duty)) === true);
  if (fitting.length > 0) return fitting;
  const general = topics.filter(({ anyone }) => anyone === true);
  return general.length > 0 ? general : [...topics];
}

function resolve(text: string, draw: Seeded): string {
  return text.replace(/\[\[(.*?)\]\]/g, (_, choices: string) => draw.pick(choices.split('|')));
}
