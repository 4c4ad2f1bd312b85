import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { describe, expect, it } from 'vitest';
import { seeded } from '../../src/domain/seeded.ts';
import type { Site } from '../../src/domain/site.ts';
import { composeLetter, topicsFor } from '../../src/letters/compose-letter.ts';
import { loadPersonas } from '../../src/letters/load-personas.ts';
import { loadTemplates } from '../../src/letters/load-templates.ts';
import { KEY_VARIABLE, personaKey, personaVault } from '../../src/letters/persona-vault.ts';
import { chooseSites } from '../../src/letters/plan-campaign.ts';
import { redacted } from '../../src/letters/redaction.ts';
import { temporaryFolder } from '../helpers/run-cli.ts';

const TEMPLATES = loadTemplates('config/letters/templates.yaml');
const [PERSONA = null] = loadPersonas('config/letters/personas.yaml');
if (PERSONA === null) throw new Error('no persona ships');

const site = (index: number, parts: Partial<Site> = {}): Site => ({
  siteCode: String(6_100_000_001 + index),
  name: `示例${index}县人民政府`,
  homeUrl: `http://s${index}.gov.cn/`,
  sponsor: `示例${index}县人民政府办公室`,
  supervisor: '示例市人民政府办公室',
  region: index % 2 === 0 ? '甲市' : '乙市',
  level: 'county',
  type: 'portal',
  sponsorKind: 'organ',
  ...parts,
});

describe('texts of letters', () => {
  const units = ['市公安局', '市教育局', '市医疗保障局', '市水务局', '市统计局', '市某某研究中心'];
  const used = { nonces: new Set<string>(), titles: new Set<string>(), bodies: new Set<string>() };
  const letters = Array.from({ length: 500 }, (_, i) => {
    const unit = units[i % (2 * units.length)];
    const of = unit === undefined ? site(i) : site(i, { type: 'department', sponsor: unit, name: unit });
    return { site: of, ...composeLetter(TEMPLATES, of, seeded(`t${i}`), used) };
  });

  it('no two of 500 are alike in title, content or name', () => {
    for (const part of ['title', 'content'] as const)
      expect(new Set(letters.map(({ text }) => text[part])).size).toBe(500);
    expect(new Set(letters.map(({ nonce }) => nonce)).size).toBe(500);
  });

  it('every variant bears the name it is found by, and a title of 10 to 25 characters as strict forms want it', () => {
    for (const { nonce, text } of letters) {
      for (const { title, content } of [text, ...text.variants]) {
        expect(title).toContain(nonce);
        expect(content).toContain(nonce);
        expect(title.length, title).toBeLessThanOrEqual(25);
      }
      expect(text.title.length, text.title).toBeGreaterThanOrEqual(10);
    }
  });

  it('there is a short form of at most 80 characters and a long one of at least 120', () => {
    for (const { text } of letters) {
      const lengths = text.variants.map(({ content }) => content.length);
      expect(Math.min(...lengths)).toBeLessThanOrEqual(80);
      expect(Math.max(...lengths)).toBeGreaterThanOrEqual(120);
      expect(Math.max(...lengths)).toBeLessThanOrEqual(300);
    }
  });

  it('nothing of the templates’ own marks is left in a letter', () => {
    for (const { text } of letters)
      for (const { title, content } of [text, ...text.variants])
        expect(`${title}${content}`).not.toMatch(/[[\]{}|]/);
  });

  it('a unit is asked what its duty is, an unknown one what anyone can answer', () => {
    const ids = (unit: string) =>
      topicsFor(TEMPLATES, site(1, { type: 'department', sponsor: unit, name: unit })).map(({ id }) => id);
    expect(ids('市公安局')).toEqual(['residence-permit', 'identity-card']);
    expect(ids('市住房公积金管理中心')).toEqual(['housing-fund']);
    expect(ids('市某某研究中心')).toEqual(['office-hours', 'information-request', 'business-guide']);
  });

  it('the same seed writes the same letter', () => {
    const fresh = () => ({ nonces: new Set<string>(), titles: new Set<string>(), bodies: new Set<string>() });
    const write = () => composeLetter(TEMPLATES, site(1), seeded('x'), fresh()).text;
    expect(write()).toEqual(write());
  });

  it('templates that are exhausted say so instead of repeating themselves', () => {
    const few = { ...TEMPLATES, nonce: { first: ['云杉'], second: ['听雨'] } };
    const taken = { nonces: new Set(['云杉听雨']), titles: new Set<string>(), bodies: new Set<string>() };
    expect(() => composeLetter(few, site(1), seeded('x'), taken)).toThrow(
      expect.objectContaining({ code: 'TEMPLATES_INVALID' }),
    );
  });

  it('a wrong template file is refused with file, line and key', () => {
    const file = path.join(temporaryFolder(), 'templates.yaml');
    writeFileSync(
      file,
      readFileSync('config/letters/templates.yaml', 'utf8').replace('short: 居住证', 'shrt: 居住证'),
    );
    expect(() => loadTemplates(file)).toThrow(/templates\.yaml:\d+/);
  });
});

describe('the sample of sites', () => {
  const sites = Array.from({ length: 40 }, (_, i) =>
    site(i, i % 4 === 0 ? { type: 'department', level: 'city' } : {}),
  );
  const codes = (chosen: readonly Site[]) => chosen.map(({ siteCode }) => siteCode);

  it('is fixed by its seed, whatever the order of the registry', () => {
    const draw = (from: readonly Site[], seed: string) =>
      codes(chooseSites(from, { sample: 10 }, seeded(seed))).sort();
    expect(draw(sites, 'a')).toHaveLength(10);
    expect(draw([...sites].reverse(), 'a')).toEqual(draw(sites, 'a'));
    expect(draw(sites, 'b')).not.toEqual(draw(sites, 'a'));
  });

  it('keeps to type, level, region and codes together', () => {
    const chosen = chooseSites(
      sites,
      { types: ['department'], levels: ['city'], region: '甲市' },
      seeded('a'),
    );
    expect(chosen).toHaveLength(10);
    expect(chooseSites(sites, { siteCodes: ['6100000003'] }, seeded('a'))).toHaveLength(1);
  });

  it('draws every site about equally often', () => {
    const times = new Map<string, number>();
    for (let i = 0; i < 400; i++)
      for (const code of codes(chooseSites(sites, { sample: 10 }, seeded(`s${i}`))))
        times.set(code, (times.get(code) ?? 0) + 1);
    expect(times.size).toBe(40);
    expect(Math.min(...times.values())).toBeGreaterThan(60);
    expect(Math.max(...times.values())).toBeLessThan(145);
  });
});

describe('personas', () => {
  it('come back out of their seal for their own letter only, and under their own key only', () => {
    const vault = personaVault(Buffer.alloc(32, 1));
    const sealed = vault.seal(PERSONA, 'l-1');
    expect(vault.open(sealed, 'l-1')).toEqual(PERSONA);
    expect(Buffer.from(sealed).toString('utf8')).not.toContain(PERSONA.phone);
    const refused = expect.objectContaining({ code: 'PERSONA_KEY' });
    expect(() => vault.open(sealed, 'l-2')).toThrow(refused);
    expect(() => personaVault(Buffer.alloc(32, 2)).open(sealed, 'l-1')).toThrow(refused);
    const changed = Uint8Array.from(sealed);
    changed[40] = (changed[40] ?? 0) ^ 1;
    expect(() => vault.open(changed, 'l-1')).toThrow(refused);
  });

  it('the same persona is never sealed to the same bytes twice', () => {
    const vault = personaVault(Buffer.alloc(32, 1));
    expect(vault.seal(PERSONA, 'l-1')).not.toEqual(vault.seal(PERSONA, 'l-1'));
  });

  it('the key comes from the environment, else from a file that is made for its owner alone', () => {
    const file = path.join(temporaryFolder(), 'inner/letters.key');
    const key = personaKey(file, {});
    expect(statSync(file).mode & 0o777).toBe(0o600);
    expect(personaKey(file, {})).toEqual(key);
    const other = 'ab'.repeat(32);
    expect(Buffer.from(personaKey(file, { [KEY_VARIABLE]: other })).toString('hex')).toBe(other);
    const unused = path.join(temporaryFolder(), 'none.key');
    personaKey(unused, { [KEY_VARIABLE]: other });
    expect(existsSync(unused)).toBe(false);
    expect(() => personaKey(file, { [KEY_VARIABLE]: 'short' })).toThrow(
      expect.objectContaining({ code: 'PERSONA_KEY' }),
    );
  });

  it('a wrong file is refused without repeating what stands in it', () => {
    const file = path.join(temporaryFolder(), 'personas.yaml');
    writeFileSync(
      file,
      'personas:\n  - { name: 王某某, phone: "1390000", email: a@example.com, address: 某某路1号 }\n',
    );
    let said = '';
    try {
      loadPersonas(file);
    } catch (error) {
      said = error instanceof Error ? error.message : '';
    }
    expect(said).toMatch(/personas\.yaml:2.*phone/);
    expect(said).not.toContain('1390000');
  });

  it('are taken out of whatever is kept, however a page writes their number', () => {
    const grouped = `${PERSONA.phone.slice(0, 3)} ${PERSONA.phone.slice(3, 7)} ${PERSONA.phone.slice(7)}`;
    const kept = {
      text: `${PERSONA.name}您好，电话${PERSONA.phone}或${grouped}`,
      list: [PERSONA.email, PERSONA.idNumber],
      at: 5,
      none: null,
    };
    expect(redacted(kept, PERSONA)).toEqual({
      text: '■■■您好，电话■■■或■■■',
      list: ['■■■', '■■■'],
      at: 5,
      none: null,
    });
  });
});
