import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { parse } from 'parse5';
import { adapter, type Htmlparser2TreeAdapterMap } from 'parse5-htmlparser2-tree-adapter';
import { describe, expect, it } from 'vitest';
import { leanAdapter } from '../../src/reading/lean-adapter.ts';
import { parseInRuns } from '../../src/reading/run-parser.ts';
import { corpusFile, hasCorpus } from '../helpers/corpus.ts';
import { corpusPages, SPOILS, spoiled } from './spoiled-pages.ts';

type Node = Htmlparser2TreeAdapterMap['node'];

/** Every node on a line of its own, deep trees included; the links between nodes are checked on the way. */
function lines(document: Htmlparser2TreeAdapterMap['document']): string[] {
  const found = [`${document['x-mode']}`];
  const stack: { node: Node; depth: number }[] = [{ node: document, depth: 0 }];
  for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
    const { node, depth } = next;
    const own =
      'attribs' in node
        ? `<${node.name} ${node.namespace} ${JSON.stringify(Object.entries(node.attribs))}>`
        : 'data' in node
          ? `${node.type} ${JSON.stringify(node.data)}`
          : node.type;
    found.push(`${depth} ${own}`);
    if (!('children' in node)) continue;
    node.children.forEach((child, i) => {
      if (child.parent !== node) found.push('a child of another parent');
      if (child.prev !== (node.children[i - 1] ?? null)) found.push('a wrong neighbour before');
      if (child.next !== (node.children[i + 1] ?? null)) found.push('a wrong neighbour behind');
    });
    for (const child of node.children.toReversed()) stack.push({ node: child, depth: depth + 1 });
  }
  return found;
}

function expectSame(html: string): void {
  const options = { scriptingEnabled: false };
  const own = lines(parseInRuns(html, { ...options, treeAdapter: leanAdapter }));
  const theirs = lines(parse(html, { ...options, treeAdapter: adapter }));
  expect(own.join('\n')).toBe(theirs.join('\n'));
}

const PIECES = [
  ...[
    '<p>',
    '</p>',
    '<b>',
    '</b>',
    '<i class=x>',
    '</i>',
    '<a href="/a/1.html">',
    '</a>',
    '<br>',
    '<br/>',
    '</br>',
  ],
  ...['<ul>', '<li>', '</li>', '<table>', '<tr>', '<td>', '</td>', '</tr>', '</table>', '<col>', '<caption>'],
  ...[
    '<select>',
    '<option selected>',
    '</select>',
    '<svg viewBox="0 0 1 1">',
    '<path/>',
    '</svg>',
    '<math>',
    '<mi>',
  ],
  ...[
    '<template>',
    '</template>',
    '<frameset>',
    '<frame>',
    '</frameset>',
    '<form>',
    '</form>',
    '<input name=a>',
  ],
  ...[
    '<script>',
    'if (a < b && c) "</p>"',
    '</script>',
    '<style>',
    'a > b {}',
    '</style>',
    '<textarea>\n',
    '<pre>\n',
  ],
  ...[
    '</textarea>',
    '</pre>',
    '<title>',
    '</title>',
    '<noscript>',
    '</noscript>',
    '<iframe>',
    '</iframe>',
    '<xmp>',
  ],
  ...[
    '<html lang="zh">',
    '<head>',
    '</head>',
    '<body class="b">',
    '</body>',
    '</html>',
    '<!DOCTYPE html>',
    '<plaintext>',
  ],
  ...[
    '<!-- a -->',
    '<!--',
    '-->',
    '<![CDATA[',
    ']]>',
    '<?php',
    '<%',
    '<',
    '>',
    '/',
    '=',
    '"',
    "'",
    '`',
    '&',
    '&amp;',
  ],
  ...[
    '&nbsp',
    '&#20013;',
    '&notit;',
    '\r',
    '\n',
    '\r\n',
    '\t',
    '\f',
    ' ',
    '   ',
    '\u0000',
    '\ufeff',
    '𠮷',
    '\ud800',
    '\udc00',
  ],
  ...[
    '<A HREF = "X">',
    '<DIV',
    ' Class="Y"',
    ' id=z',
    ' disabled',
    ' a="1" A="2"',
    " t='x>y'",
    ' v="a&amp;b"',
    ' w="a\r\nb"',
  ],
  ...[
    '<p w="a\r\nb">',
    '<p a="1" A="2" a=3>',
    '<a b=c/>',
    '<a b=/c>',
    '<a b="c"d="e">',
    '<a / b>',
    '<a =b>',
    '<a b= >',
    '<a b=c"d>',
    '<a\u0000b>',
    '<a b="\u0000">',
  ],
  ...[
    '</div >',
    '</div/>',
    '</div a="b">',
    '</>',
    '</ div>',
    '<1>',
    '<div-x data-a.b:c_d="1">',
    '<x:y>',
    '关于',
    '2024-06-28',
    'a b',
  ],
];

describe('parsing in runs', () => {
  it('gives the tree that parse5 gives, whatever the markup', () => {
    fc.assert(
      fc.property(fc.array(fc.constantFrom(...PIECES), { maxLength: 60 }), (pieces) => {
        expectSame(pieces.join(''));
      }),
      { numRuns: 3_000 },
    );
  });

  it('gives the same tree where each piece of markup stands alone in a body, in a table and behind a frameset', () => {
    for (const piece of PIECES)
      for (const before of [
        '<body>',
        '<table>',
        '<table><tr><td>',
        '<frameset>',
        '<p><b>',
        '<svg>',
        '<select>',
      ])
        expectSame(`${before}a b${piece}c\r\n d</p>${piece}`);
  });

  it('gives the same tree for tags with more attributes than any has, and for texts longer than a chunk', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => `a${i % 70}="${i}"`).join(' ');
    for (const n of [31, 32, 33, 64, 65, 100]) expectSame(`<p ${many(n)}>x<p ${many(n)} z>y`);
    const text = '关于做好防汛工作的通知 a\r\n'.repeat(6_000);
    expectSame(`<p>${text}<b>${text}</b><script>${text}</script><textarea>${text}</textarea>`);
    expectSame(`<p title="${'值'.repeat(70_000)}">${'𠮷'.repeat(40_000)}<i>x</i>`);
  });

  it.skipIf(!hasCorpus)(
    'gives the same tree for every page of the corpus, whole and spoiled (needs the corpus)',
    () => {
      const files = corpusPages();
      expect(files.length).toBeGreaterThan(100);
      for (const [n, file] of files.entries()) {
        const bytes = readFileSync(corpusFile(file)).subarray(0, 400_000);
        expectSame(bytes.toString('utf8'));
        const how = SPOILS[n % SPOILS.length] as (typeof SPOILS)[number];
        expectSame(spoiled(bytes.subarray(0, 60_000), how, n * 7_919).toString('utf8'));
      }
    },
    120_000,
  );
});
