import { type Document, isMap, isScalar, parseDocument } from 'yaml';
import type { Bulletin, BulletinBlock } from '../domain/bulletin.ts';
import { XunjianError } from '../errors.ts';

const HEAD = `通报文字。每段 composed 是程序按数据拟的；要改，就写在 text 里（整段，原样印出），程序从不改动 text。
text 中 {accounts.passRate} 之类会换成当时的数字；各数字的名称见 bulletin.json 的 figures。
`;

/** The bulletin with a person's passages in it, and the file that keeps them. */
export interface EditedBulletin {
  bulletin: Bulletin;
  passages: string;
}

/**
 * Puts a person's texts over the composed ones and renews what the program composed beside them. `kept` is the file as it
 * stands (null for the first time): comments, order and every \`text\` of it stay, also of passages that are no longer
 * composed. Throws PASSAGES_INVALID and changes nothing when it is not understood.
 */
export function withPassages(bulletin: Bulletin, kept: string | null): EditedBulletin {
  const document = open(kept);
  const figures = new Map(bulletin.figures.map(({ id, text }) => [id, text]));
  const blocks = bulletin.blocks.map((block): BulletinBlock => {
    if (block.level === 1) return block;
    document.setIn([block.key, 'composed'], block.text);
    const text = document.getIn([block.key, 'text']);
    if (text === undefined) document.setIn([block.key, 'text'], null);
    if (text === undefined || text === null || String(text).trim() === '') return block;
    return { ...block, text: filled(String(text).trim(), figures, block.key), edited: true };
  });
  return { bulletin: { ...bulletin, blocks }, passages: document.toString({ lineWidth: 0 }) };
}

function open(kept: string | null): Document {
  const document = parseDocument(kept ?? '{}');
  if (kept === null) {
    document.contents = document.createNode({}) as typeof document.contents;
    document.commentBefore = HEAD.trimEnd().replace(/^/gm, ' ');
  }
  const [error] = document.errors;
  if (
    error !== undefined ||
    !isMap(document.contents) ||
    document.contents.items.some((pair) => !isMap(pair.value) || !isScalar(pair.key))
  ) {
    throw new XunjianError(
      'PASSAGES_INVALID',
      `the file of passages is not understood: ${error?.message.split('\n')[0] ?? 'every passage is a key with composed and text'}`,
      'mend the YAML there, or move the file away to begin anew; it was left untouched',
    );
  }
  return document;
}

function filled(text: string, figures: ReadonlyMap<string, string>, key: string): string {
  return text.replace(/\{([a-zA-Z]+\.[^{}\s]+)\}/g, (_whole, id: string) => {
    const value = figures.get(id);
    if (value === undefined)
      throw new XunjianError(
        'PASSAGES_INVALID',
        `passage "${key}" names {${id}}, which is no figure`,
        'bulletin.json lists the figures under their ids',
      );
    return value;
  });
}
