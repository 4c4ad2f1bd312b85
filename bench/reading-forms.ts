import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpus } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import type { FieldReading, FormReading } from '../src/domain/page-reading.ts';
import { formOwners } from '../src/reading/forms/groups.ts';
import { mapPage } from '../src/reading/forms/page-map.ts';
import { readForms } from '../src/reading/forms/read-forms.ts';
import { selectorOf } from '../src/reading/forms/selector-of.ts';
import { type PageDom, parsePage } from '../src/reading/page-dom.ts';

/**
 * How well forms are read, against the labelled pages of the corpus beside the checkout. Two measures: the
 * letter and look-up pages (every role and required mark), and forms of the wide web (purpose and roles).
 */

const ROOT = join(dirname(fileURLToPath(import.meta.url)), '..');
const CORPUS = join(ROOT, '..', 'shared', 'corpus');

const WORDS: Record<string, string> = {
  idcard: 'id_number',
  querycode: 'query_code',
  dept: 'department',
  type: 'category',
  idtype: 'other',
  occupation: 'other',
  org: 'other',
  zip: 'other',
  qq: 'other',
  purpose: 'other',
};

/** Kinds of the wide web's labels in our words; `null` where the labels say nothing. */
const PURPOSES: Record<string, FormReading['purpose'] | null> = {
  c: 'letter',
  s: 'search',
  l: 'login',
  X: null,
  '-': null,
};

const ROLES: Record<string, FieldReading['role']> = {
  e1: 'email',
  e2: 'email',
  ca: 'captcha',
  hp: 'honeypot',
  n1: 'name',
  n2: 'name',
  n3: 'name',
  nf: 'name',
  ns: 'name',
  ph: 'phone',
  P0: 'phone',
  P1: 'phone',
  P2: 'phone',
  P3: 'phone',
  CC: 'content',
  CT: 'title',
};
const COMPARED = ['name', 'email', 'phone', 'title', 'content', 'captcha', 'honeypot'] as const;

export interface Tally {
  hit: number;
  extra: number;
  missed: number;
}

export interface FormsMeasure {
  letterForms: { page: string; wanted: string[]; got: string[]; right: boolean }[];
  purposes: Map<string, Tally>;
  forms: { total: number; right: number };
  roles: Map<string, Tally>;
  /** Roles inside the forms labelled as contact or comment alone. */
  contactRoles: Map<string, Tally>;
  slips: string[];
  ms: { pages: number; total: number; worst: number };
}

function tally(into: Map<string, Tally>, key: string): Tally {
  const known = into.get(key) ?? { hit: 0, extra: 0, missed: 0 };
  into.set(key, known);
  return known;
}

/** Measures; null where the corpus is absent. */
export function measureForms(corpus = CORPUS): FormsMeasure | null {
  if (!existsSync(join(corpus, 'labels', 'letter_forms.json'))) return null;
  const measure: FormsMeasure = {
    letterForms: [],
    purposes: new Map(),
    forms: { total: 0, right: 0 },
    roles: new Map(),
    contactRoles: new Map(),
    slips: [],
    ms: { pages: 0, total: 0, worst: 0 },
  };
  measureLetters(corpus, measure);
  measureWide(corpus, measure);
  return measure;
}

function load(path: string): PageDom {
  return parsePage(decode(readFileSync(path)));
}

function decode(bytes: Buffer): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    const declared =
      /charset=["']?([\w-]+)/i.exec(bytes.subarray(0, 4096).toString('latin1'))?.[1] ?? 'windows-1252';
    try {
      return new TextDecoder(declared).decode(bytes);
    } catch {
      return new TextDecoder('windows-1252').decode(bytes);
    }
  }
}

function read(path: string, url: string, measure: FormsMeasure): FormReading[] {
  const dom = load(path);
  const begun = process.cpuUsage();
  const forms = readForms(dom, url);
  // CPU, not wall time: the figure must not depend on what else the machine does.
  const used = process.cpuUsage(begun);
  const took = (used.user + used.system) / 1_000;
  measure.ms.pages++;
  measure.ms.total += took;
  measure.ms.worst = Math.max(measure.ms.worst, took);
  return forms;
}

function measureLetters(corpus: string, measure: FormsMeasure): void {
  const labels = JSON.parse(readFileSync(join(corpus, 'labels', 'letter_forms.json'), 'utf8')) as {
    forms: Record<string, { kind: string; fields: string[] }>;
  };
  for (const [page, truth] of Object.entries(labels.forms)) {
    const wanted = truth.fields.map(
      (f) => `${WORDS[f.replace('*', '')] ?? f.replace('*', '')}${f.endsWith('*') ? '*' : ''}`,
    );
    const form = read(join(corpus, page), 'https://www.example.gov.cn/', measure).find(
      (f) => f.purpose === truth.kind,
    );
    const got = form?.fields.map((f) => `${f.role}${f.required ? '*' : ''}`) ?? [];
    measure.letterForms.push({ page, wanted, got, right: wanted.join() === got.join() });
  }
}

function measureWide(corpus: string, measure: FormsMeasure): void {
  const labels = JSON.parse(readFileSync(join(corpus, 'labels', 'form_fields.json'), 'utf8')) as {
    pages: Record<string, { url: string; forms: string[]; fields: Record<string, string>[] }>;
  };
  for (const [page, truth] of Object.entries(labels.pages)) {
    const path = join(corpus, page);
    if (!existsSync(path)) continue;
    const forms = read(path, truth.url, measure);
    const names = namesOf(path);
    truth.forms.forEach((kind, i) => {
      const wanted = kind in PURPOSES ? PURPOSES[kind] : 'other';
      const formNames = names[i];
      if (wanted === null || wanted === undefined || formNames === undefined) return;
      const own = forms.filter(
        (f) =>
          f.selector === formNames.selector ||
          f.fields.some((x) => formNames.fieldSelectors.has(x.selector.split(', ')[0] ?? '')),
      );
      const form = own.find((f) => f.purpose === wanted) ?? own[0];
      const got = form?.purpose ?? (formNames.fields === 0 ? null : 'none');
      if (got === null) return;
      const ok = got === wanted || (kind === 'P' && got === 'survey');
      measure.forms.total++;
      if (ok) measure.forms.right++;
      else measure.slips.push(`${page.split('/').at(-1)} form ${i}: ${kind} wanted ${wanted} got ${got}`);
      if (ok) tally(measure.purposes, wanted).hit++;
      else {
        tally(measure.purposes, wanted).missed++;
        tally(measure.purposes, got).extra++;
      }
      compareRoles(
        measure,
        truth.fields[i] ?? {},
        own,
        formNames.nameOf,
        kind,
        `${page.split('/').at(-1)} form ${i}`,
      );
    });
  }
}

function compareRoles(
  measure: FormsMeasure,
  truth: Record<string, string>,
  forms: FormReading[],
  nameOf: Map<string, string>,
  kind: string,
  where: string,
): void {
  const got = new Map<string, FieldReading>();
  for (const form of forms) {
    for (const field of form.fields) {
      const name = nameOf.get(field.selector.split(', ')[0] ?? '');
      if (name !== undefined && !got.has(name)) got.set(name, field);
    }
  }
  for (const [name, code] of Object.entries(truth)) {
    if (code === 'XX' || code.startsWith('B')) continue;
    const wanted = ROLES[code] ?? 'other';
    const read = got.get(name)?.role ?? 'none';
    // `username or email` is neither rightly nor wrongly an e-mail address.
    if (code === 'ue' || (code === 'us' && read === 'name')) continue;
    for (const tallies of kind === 'c' ? [measure.roles, measure.contactRoles] : [measure.roles]) {
      for (const role of COMPARED) {
        if (wanted === role && read === role) tally(tallies, role).hit++;
        else if (wanted === role) tally(tallies, role).missed++;
        else if (read === role) tally(tallies, role).extra++;
      }
    }
    const matters = (r: string): boolean => (COMPARED as readonly string[]).includes(r);
    if (wanted !== read && (matters(wanted) || matters(read)))
      measure.slips.push(`${where} [${kind}] ${name}: ${code} wanted ${wanted} got ${read}`);
  }
}

interface FormNames {
  selector: string;
  fields: number;
  fieldSelectors: Set<string>;
  nameOf: Map<string, string>;
}

/** The page's `<form>` elements in document order with the selectors our reader gives their named fields. */
function namesOf(path: string): FormNames[] {
  const map = mapPage(load(path));
  const owner = formOwners(map);
  const all = map.entries.filter((e) => /^(input|textarea|select)$/.test(e.tag));
  return (map.byTag.get('form') ?? []).map((form) => {
    const controls = all.filter((e) => owner(e) === form);
    const visible = controls.filter(
      (e) => !/^(hidden|submit|button|image|reset)$/i.test(e.el.attribs.type ?? ''),
    );
    const nameOf = new Map(visible.map((e) => [selectorOf(map, e), e.el.attribs.name ?? '']));
    return {
      selector: selectorOf(map, form),
      fields: visible.length,
      fieldSelectors: new Set(nameOf.keys()),
      nameOf,
    };
  });
}

function percent(part: number, whole: number): string {
  return whole === 0 ? '–' : `${((100 * part) / whole).toFixed(1)}`;
}

function table(title: string, tallies: Map<string, Tally>): string {
  const rows = [...tallies].sort().map(([name, t]) => {
    return `| ${name} | ${t.hit + t.missed} | ${percent(t.hit, t.hit + t.extra)} | ${percent(t.hit, t.hit + t.missed)} |`;
  });
  return `| ${title} | labelled | precision % | recall % |\n|---|---|---|---|\n${rows.join('\n')}\n`;
}

/** The measure as a page of `bench/results`. */
export function formsReport(m: FormsMeasure, date: string): string {
  const right = m.letterForms.filter((f) => f.right).length;
  const letters = m.letterForms.map(
    (f) =>
      `| ${f.page.split('/').slice(-2).join('/')} | ${f.wanted.join(' ')} | ${f.right ? 'all right' : f.got.join(' ')} |`,
  );
  return `# Reading forms

Command: \`npm run bench:forms\`. Date: ${date}. Machine: ${cpus().length} × ${cpus()[0]?.model ?? 'unknown'}, Node ${process.version}. Input: the corpus beside the checkout (labels/letter_forms.json, labels/form_fields.json).

## Letter and look-up pages: ${right} of ${m.letterForms.length} with every role and required mark right

| page | labelled (* = required) | read |
|---|---|---|
${letters.join('\n')}

## Forms of the wide web: purpose right for ${m.forms.right} of ${m.forms.total} (${percent(m.forms.right, m.forms.total)} %)

${table('purpose', m.purposes)}
${table('role, all forms', m.roles)}
${table('role, contact and comment forms', m.contactRoles)}
Time: ${m.ms.pages} pages, ${(m.ms.total / Math.max(1, m.ms.pages)).toFixed(1)} ms of CPU a page without parsing, worst ${m.ms.worst.toFixed(0)} ms.
`;
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const measure = measureForms();
  if (measure === null) {
    console.log('The corpus is not beside this checkout; nothing measured.');
  } else {
    const report = formsReport(measure, new Date().toISOString().slice(0, 10));
    console.log(report);
    if (process.argv.includes('--slips')) console.log(measure.slips.join('\n'));
    mkdirSync(join(ROOT, 'bench', 'results'), { recursive: true });
    writeFileSync(join(ROOT, 'bench', 'results', 'forms.md'), report);
  }
}
