import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import type { Clock } from '../clock.ts';
import type { Bulletin } from '../domain/bulletin.ts';
import type { CivilDate } from '../domain/civil-date.ts';
import { ANNEX1_COLUMNS, ANNEX2_COLUMNS, ANNEX3_COLUMNS, APART_COLUMNS } from '../report/annex-rows.ts';
import { bulletinDocument } from '../report/bulletin-document.ts';
import type { OfficialDocument } from '../report/document-model.ts';
import { cityNotices, unitDocument, unitMatters } from '../report/notices.ts';
import { withPassages } from '../report/passages.ts';
import type { Table } from '../report/result-tables.ts';
import { writeCsv } from '../report/write-csv.ts';
import { writeDocx } from '../report/write-docx.ts';
import { writeHtml } from '../report/write-html.ts';
import { openPdfPrinter } from './print-pdf.ts';
import type { BulletinWork } from './report-bulletin.ts';

const PASSAGES = 'bulletin.passages.yaml';

/** Writes annex1–3.csv and, where there is something apart, apart.csv. Returns the names written. */
export function writeAnnexes(bulletin: Bulletin, out: string): string[] {
  mkdirSync(out, { recursive: true });
  const table = (columns: readonly string[], rows: readonly object[]) => ({ columns, rows }) as Table;
  const files: [string, Table][] = [
    ['annex1.csv', table(ANNEX1_COLUMNS, bulletin.annex1)],
    ['annex2.csv', table(ANNEX2_COLUMNS, bulletin.annex2)],
    ['annex3.csv', table(ANNEX3_COLUMNS, bulletin.annex3)],
    ['apart.csv', table(APART_COLUMNS, bulletin.apart)],
  ];
  for (const [name, rows] of files) writeFileSync(path.join(out, name), writeCsv(rows));
  return files.map(([name]) => name);
}

/**
 * Writes the bulletin as DOCX, HTML, JSON and (unless `pdf` is false) PDF with its annexes. A person's passages beside it
 * are put in and kept. Throws PASSAGES_INVALID before anything is written, BROWSER_UNAVAILABLE when only the PDF is missing.
 */
export async function writeBulletin(
  { bulletin: composed }: BulletinWork,
  { out, pdf, browser, clock }: { out: string; pdf: boolean; browser: string; clock: Clock },
): Promise<{ bulletin: Bulletin; files: string[] }> {
  mkdirSync(out, { recursive: true });
  const kept = path.join(out, PASSAGES);
  const { bulletin, passages } = withPassages(composed, existsSync(kept) ? readFileSync(kept, 'utf8') : null);
  const document = bulletinDocument(bulletin);
  const html = writeHtml(document);
  write(out, PASSAGES, passages);
  write(out, 'bulletin.json', `${JSON.stringify(bulletin, null, 1)}\n`);
  write(out, 'bulletin.html', html);
  write(out, 'bulletin.docx', await writeDocx(document));
  const files = [PASSAGES, 'bulletin.json', 'bulletin.html', 'bulletin.docx', ...writeAnnexes(bulletin, out)];
  if (pdf) {
    const printer = await openPdfPrinter(browser, clock);
    try {
      write(out, 'bulletin.pdf', await printer.print(html, bulletin.signed));
      files.push('bulletin.pdf');
    } finally {
      await printer.close();
    }
  }
  return { bulletin, files };
}

export interface NoticeTerms {
  out: string;
  forwarded: CivilDate;
  cityDue: CivilDate;
  due: CivilDate;
  /** Where the API answers that opens evidence. */
  evidenceBase: string;
}

/** Writes `notices/<city>.docx|html` and `notices/<city>/<unit>.html|docx`, with a list of who has to report by when. */
export async function writeNotices(
  { bulletin, observed, profile }: BulletinWork,
  { out, forwarded, cityDue, due, evidenceBase }: NoticeTerms,
): Promise<{ region: string; units: readonly string[] }[]> {
  const folder = path.join(out, 'notices');
  mkdirSync(folder, { recursive: true });
  const matters = unitMatters(observed);
  const notices = cityNotices(bulletin, matters, profile, { forwarded, due: cityDue });
  const save = async (name: string, document: OfficialDocument) => {
    write(folder, `${name}.docx`, await writeDocx(document));
    write(folder, `${name}.html`, writeHtml(document));
  };
  for (const { region, document } of notices) await save(fileName(region), document);
  const own = new Map<string, { region: string; unit: string }>();
  for (const { unit, region } of matters) own.set(`${region}\n${unit}`, { region, unit });
  const rows: Table['rows'][number][] = [];
  for (const { region, unit } of own.values()) {
    const city = notices.find((notice) => notice.region === region);
    const day = city?.due ?? due;
    const signedBy = city?.document.issuer ?? profile.issuer;
    const list = matters.filter((matter) => matter.unit === unit && matter.region === region);
    mkdirSync(path.join(folder, fileName(region)), { recursive: true });
    await save(
      path.join(fileName(region), fileName(unit)),
      unitDocument(bulletin, unit, list, {
        issuer: signedBy,
        due: day,
        signed: city === undefined ? bulletin.signed : forwarded,
        evidenceBase,
      }),
    );
    rows.push({
      region,
      unit,
      matters: list.length,
      due_city: city?.due ?? '',
      due_province: due,
      file: `${fileName(region)}/${fileName(unit)}.docx`,
    });
  }
  const columns = ['region', 'unit', 'matters', 'due_city', 'due_province', 'file'];
  write(folder, 'due.csv', writeCsv({ columns, rows }));
  const each = matters.map(({ evidence, ...matter }) => ({
    ...matter,
    due: matter.due ?? '',
    evidence: evidence.join(' '),
  }));
  write(
    folder,
    'matters.csv',
    writeCsv({ columns: ['region', 'unit', 'what', 'source', 'state', 'due', 'evidence'], rows: each }),
  );
  return notices.map(({ region, units }) => ({ region, units }));
}

/** Registered names are no paths: what a file system could take for one becomes an underline. */
export function fileName(name: string): string {
  const safe = name
    .replace(/[\\/:*?"<>|\p{Cc}]/gu, '_')
    .replace(/^\.+/, '_')
    .slice(0, 80);
  return safe === '' ? '_' : safe;
}

/** Whole or not at all: a reader never meets half a file, and a person's passages survive a crash. */
function write(out: string, name: string, content: string | Uint8Array): void {
  const file = path.join(out, name);
  writeFileSync(`${file}.part`, content);
  renameSync(`${file}.part`, file);
}
