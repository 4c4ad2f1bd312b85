import { mkdirSync, writeFileSync } from 'node:fs';
import http from 'node:http';
import type { AddressInfo } from 'node:net';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readRecipes } from '../../../src/letters/carrier/recipes.ts';
import { temporaryFolder } from '../../helpers/run-cli.ts';
import { executable, freeHooks, LETTER, NEVER, PERSONA, setTable, type Table } from './bench-table.ts';

const SITE = '6100000001';

/** A form that no reader could make sense of: fields without words, a drawn list, a question and an answer of its own. */
const FORM = `<!DOCTYPE html><html><body><div class="a"><a href="/dead">我要写信</a><span class="x" style="cursor:pointer" onclick="location.href='/f'">便民通道</span></div></body></html>`;
const PAGE = `<!DOCTYPE html><html><body><div id="other"><input name="kw"><button>搜</button></div><div id="box"><div contenteditable="true" id="q3" style="height:80px;border:1px solid"></div><input id="q1"><input id="q2"><input id="q4" value=""><b id="kind">?</b><ul><li id="k2" style="cursor:pointer" onclick="document.getElementById('kind').innerText='C'">C</li></ul><i id="go" style="cursor:pointer">★</i></div><p id="ask" style="display:none"><u id="yes" style="cursor:pointer">√</u></p><p id="out"></p>
<script>var v=function(i){return document.getElementById(i).value};document.getElementById('go').onclick=function(){document.getElementById('ask').style.display=''};document.getElementById('yes').onclick=function(){fetch('/s',{method:'POST',body:JSON.stringify({n:v('q1'),p:v('q2'),z:v('q4'),k:document.getElementById('kind').innerText,c:document.getElementById('q3').innerText})}).then(function(r){return r.text()}).then(function(t){document.getElementById('out').innerHTML='<b id="no">'+t+'</b> 已入库登账'})}</script></body></html>`;

const RECIPE = `path: [便民通道]
form: '#box'
fields: { name: '#q1', phone: '#q2', content: '#q3' }
values: { '#q4': 无 }
press: ['#k2']
submit: '#go'
confirm: '#yes'
receipt: { accepted: 已入库登账, number: '#no' }
`;

function recipeFolder(text: string): string {
  const folder = path.join(temporaryFolder(), 'recipes');
  mkdirSync(folder);
  writeFileSync(path.join(folder, `${SITE}.yaml`), text);
  return folder;
}

describe('recipes', () => {
  it('a key that no recipe has is refused with file and line', () => {
    expect(() => readRecipes(recipeFolder('submit: "#go"\nsubmitt: "#go"\n'))).toThrow(/yaml:2: "submitt"/);
  });

  it('a folder that is not there holds no recipes, and codes are found in any case', () => {
    expect(readRecipes('/nowhere/at/all')(SITE)).toBeNull();
    expect(readRecipes(recipeFolder(RECIPE))(SITE.toUpperCase())?.submit).toBe('#go');
  });
});

describe.skipIf(executable === null)(
  'a form that only its recipe explains (skipped without a browser)',
  () => {
    let server: http.Server;
    const taken: Record<string, string>[] = [];
    const tables: Table[] = [];

    beforeAll(async () => {
      server = http.createServer((request, response) => {
        const { pathname } = new URL(request.url ?? '/', 'http://x/');
        const chunks: Buffer[] = [];
        request
          .on('data', (chunk: Buffer) => chunks.push(chunk))
          .on('end', () => {
            if (pathname === '/s') {
              taken.push(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, string>);
              response.end(`R-${taken.length}`);
            } else if (pathname === '/' || pathname === '/f')
              response
                .setHeader('content-type', 'text/html; charset=utf-8')
                .end(pathname === '/' ? FORM : PAGE);
            else response.writeHead(404).end();
          });
      });
      await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    });
    afterAll(async () => {
      for (const table of tables) await table.close();
      server?.close();
    });

    async function carryWith(recipe: string) {
      const table = await setTable({
        port: (server.address() as AddressInfo).port,
        recipes: readRecipes(recipeFolder(recipe)),
        limits: { settleMs: 500, deadMs: 1_500, answerMs: 4_000 },
      });
      tables.push(table);
      return table.carrier.carry(
        table.task({ homeUrl: 'http://r.test/', siteCode: SITE }),
        freeHooks(),
        NEVER,
      );
    }

    it('is found, filled, pressed, confirmed and read by it', async () => {
      const result = await carryWith(RECIPE);
      expect(result, JSON.stringify(result, null, 1)).toMatchObject({
        kind: 'submitted',
        receipt: { number: 'R-1' },
      });
      expect(taken).toEqual([{ n: PERSONA.name, p: PERSONA.phone, z: '无', k: 'C', c: LETTER.content }]);
    });

    it('a recipe whose selector has gone is our fault, never the site’s', async () => {
      const result = await carryWith(RECIPE.replace("'#q1'", "'#gone'"));
      expect(result).toMatchObject({ kind: 'undetermined', reason: 'selector_lost' });
      expect(taken).toHaveLength(1);
    }, 30_000);
  },
);
