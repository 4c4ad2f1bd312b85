import type { Paragraph as DocxParagraph, Table as DocxTable, ITableCellOptions } from 'docx';
import { cellText, type DocumentPart, type OfficialDocument, type TableCell } from './document-model.ts';
import { withFixedTimes } from './fixed-zip.ts';
import { FONTS, type FontRole, PAGE } from './official-fonts.ts';

type Docx = typeof import('docx');

/** Twentieths of a point. */
const twips = (pt: number) => Math.round(pt * 20);
const mm = (length: number) => Math.round((length / 25.4) * 1440);
const LINE = twips(PAGE.linePt);
const RED = 'D7000F';

/** The document as DOCX by GB/T 9704. The same document gives the same bytes: every date in it is the day of signing. */
export async function writeDocx(document: OfficialDocument): Promise<Uint8Array> {
  // Loaded here: it is large, and only documents need it.
  const docx = await import('docx');
  const sheet = paragraphs(docx);
  const body: (DocxParagraph | DocxTable)[] = [
    ...headOf(docx, document),
    sheet.plain([{ text: document.title, font: 'title', size: 22 }], {
      center: true,
      before: document.redHead ? LINE : 0,
      after: LINE,
      line: twips(34),
    }),
    ...document.parts.flatMap((part, index) => partDocx(docx, sheet, part, document.parts[index + 1]?.is)),
  ];
  const file = new docx.Document({
    title: document.title,
    creator: document.issuer,
    evenAndOddHeaderAndFooters: true,
    styles: {
      default: {
        document: {
          run: { size: 32, font: fontOf('body') },
          paragraph: { spacing: { line: LINE, lineRule: docx.LineRuleType.EXACT } },
        },
      },
    },
    sections: [
      {
        properties: {
          page: {
            size: { width: mm(PAGE.widthMm), height: mm(PAGE.heightMm) },
            margin: {
              top: mm(PAGE.topMm),
              right: mm(PAGE.rightMm),
              bottom: mm(PAGE.bottomMm),
              left: mm(PAGE.leftMm),
              footer: mm(28),
            },
          },
        },
        footers: { default: footer(docx, 'right'), even: footer(docx, 'left') },
        children: body,
      },
    ],
  });
  const bytes = await docx.Packer.toBuffer(file, undefined, [
    { path: 'docProps/core.xml', data: coreProperties(document) },
    { path: 'word/fontTable.xml', data: fontTable() },
  ]);
  return withFixedTimes(bytes);
}

const fontOf = (role: FontRole) => {
  const { name } = FONTS[role];
  return { ascii: 'Times New Roman', hAnsi: 'Times New Roman', eastAsia: name, hint: 'eastAsia' as const };
};

interface Run {
  text: string;
  font?: FontRole;
  /** In points. */
  size?: number;
  color?: string;
}

interface Layout {
  center?: boolean;
  right?: boolean;
  indent?: boolean;
  before?: number;
  after?: number;
  /** Exact line height in twips; 0 lets the line fit its letters. */
  line?: number;
  keepNext?: boolean;
  pageBreak?: boolean;
  hanging?: number;
  rule?: boolean;
  endIndent?: number;
}

function paragraphs(docx: Docx) {
  const plain = (runs: readonly Run[], layout: Layout = {}) => {
    const {
      center,
      right,
      indent,
      before = 0,
      after = 0,
      line = LINE,
      keepNext,
      pageBreak,
      hanging,
      rule,
      endIndent,
    } = layout;
    const alignment = center
      ? docx.AlignmentType.CENTER
      : right
        ? docx.AlignmentType.RIGHT
        : docx.AlignmentType.BOTH;
    return new docx.Paragraph({
      alignment,
      spacing:
        line === 0
          ? { before, after, line: 240, lineRule: docx.LineRuleType.AUTO }
          : { before, after, line, lineRule: docx.LineRuleType.EXACT },
      ...(indent ? { indent: { firstLine: twips(32) } } : {}),
      ...(hanging === undefined ? {} : { indent: { left: twips(hanging), hanging: twips(hanging - 32) } }),
      ...(endIndent === undefined ? {} : { indent: { right: twips(endIndent) } }),
      ...(keepNext ? { keepNext: true } : {}),
      ...(pageBreak ? { pageBreakBefore: true } : {}),
      ...(rule
        ? { border: { bottom: { style: docx.BorderStyle.SINGLE, size: 18, color: RED, space: 4 } } }
        : {}),
      children: runs.map(
        ({ text, font = 'body', size = 16, color }) =>
          new docx.TextRun({
            text,
            font: fontOf(font),
            size: size * 2,
            ...(color === undefined ? {} : { color }),
          }),
      ),
    });
  };
  return { plain };
}

function headOf(docx: Docx, { issuer, redHead, number }: OfficialDocument): DocxParagraph[] {
  const { plain } = paragraphs(docx);
  const line =
    number === null
      ? []
      : [plain([{ text: number }], { center: true, before: redHead ? LINE : 0, rule: redHead })];
  if (!redHead) return line;
  // The mark fills the line: its letters shrink with its length, at most 小初 (36 pt).
  const size = Math.min(36, Math.floor(442 / Math.max(issuer.length, 1)));
  return [
    plain([{ text: issuer, font: 'title', size, color: RED }], { center: true, line: 0 }),
    ...(number === null ? [plain([], { rule: true })] : line),
  ];
}

function partDocx(
  docx: Docx,
  { plain }: ReturnType<typeof paragraphs>,
  part: DocumentPart,
  next: DocumentPart['is'] | undefined,
): (DocxParagraph | DocxTable)[] {
  switch (part.is) {
    case 'addressee':
      return [plain([{ text: part.text }])];
    case 'heading':
      return [plain([{ text: part.text, font: 'heading' }], { indent: true, keepNext: true })];
    case 'paragraph':
      return [
        plain(
          [
            ...(part.lead === '' ? [] : [{ text: part.lead, font: 'subheading' as const }]),
            { text: part.text },
          ],
          // The page of the signature bears text of the document too (GB/T 9704 §7.3.5).
          { indent: true, keepNext: next === 'annexList' || next === 'signature' },
        ),
        ...(next === 'table' ? [plain([], { line: twips(8) })] : []),
      ];
    case 'annexList':
      return [
        plain([], { keepNext: true }),
        ...part.titles.map((title, index) =>
          plain([{ text: `${index === 0 ? '附件：' : '　　　'}${index + 1}. ${title}` }], {
            indent: true,
            keepNext: true,
          }),
        ),
      ];
    case 'signature':
      // 右空四字 for the date, the office centred over it (GB/T 9704 §7.3.5).
      return [
        plain([], { keepNext: true }),
        plain([], { keepNext: true }),
        plain([{ text: part.issuer }], { right: true, endIndent: 32, keepNext: true }),
        plain([{ text: part.date }], {
          right: true,
          endIndent: 64 + Math.max(0, (part.issuer.length - 12) * 4),
        }),
      ];
    case 'annexTitle':
      return [
        plain([{ text: part.mark, font: 'heading' }], { pageBreak: true }),
        plain([{ text: part.title, font: 'title', size: 20 }], {
          center: true,
          before: twips(10),
          after: twips(14),
          line: twips(32),
          keepNext: true,
        }),
      ];
    case 'table':
      return [tableDocx(docx, part)];
    default:
      return part satisfies never;
  }
}

function tableDocx(
  docx: Docx,
  { columns, rows, hasTotal }: Extract<DocumentPart, { is: 'table' }>,
): DocxTable {
  const sum = columns.reduce((all, { width }) => all + width, 0);
  const full = mm(PAGE.widthMm - PAGE.leftMm - PAGE.rightMm);
  const widths = columns.map(({ width }) => Math.floor((full * width) / sum));
  const cell = (text: string, at: number, font: FontRole, isHead: boolean): ITableCellOptions => ({
    width: { size: widths[at] ?? 0, type: docx.WidthType.DXA },
    verticalAlign: docx.VerticalAlignTable.CENTER,
    margins: { top: 30, bottom: 30, left: 60, right: 60 },
    children: [
      new docx.Paragraph({
        alignment:
          columns[at]?.align === 'left' && !isHead ? docx.AlignmentType.LEFT : docx.AlignmentType.CENTER,
        spacing: { line: twips(18), lineRule: docx.LineRuleType.EXACT },
        children: [new docx.TextRun({ text, font: fontOf(font), size: 24 })],
      }),
    ],
  });
  const row = (cells: readonly TableCell[], font: FontRole, tableHeader: boolean) =>
    new docx.TableRow({
      tableHeader,
      // A row of many names may go over the page; others stay whole.
      cantSplit: !cells.some((cell) => cellText(cell).length > 300),
      children: cells.map(
        (content, at) => new docx.TableCell(cell(cellText(content), at, font, tableHeader)),
      ),
    });
  return new docx.Table({
    width: { size: full, type: docx.WidthType.DXA },
    columnWidths: widths,
    layout: docx.TableLayoutType.FIXED,
    rows: [
      row(
        columns.map(({ title }) => title),
        'heading',
        true,
      ),
      ...rows.map((cells, index) =>
        row(cells, hasTotal && index === rows.length - 1 ? 'heading' : 'body', false),
      ),
    ],
  });
}

/** `— 1 —` in 四号 (14 pt), outer edge one character in (GB/T 9704 §7.5). */
function footer(docx: Docx, side: 'left' | 'right') {
  const run = { font: fontOf('page'), size: 28 };
  return new docx.Footer({
    children: [
      new docx.Paragraph({
        alignment: side === 'right' ? docx.AlignmentType.RIGHT : docx.AlignmentType.LEFT,
        indent: side === 'right' ? { right: twips(14) } : { left: twips(14) },
        children: [
          new docx.TextRun({ ...run, text: '— ' }),
          new docx.TextRun({ ...run, children: [docx.PageNumber.CURRENT] }),
          new docx.TextRun({ ...run, text: ' —' }),
        ],
      }),
    ],
  });
}

const XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>';
const escapeXml = (text: string) => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/"/g, '&quot;');

function coreProperties({ title, issuer, signed }: OfficialDocument): string {
  const day = `<dcterms:created xsi:type="dcterms:W3CDTF">${signed}T00:00:00Z</dcterms:created><dcterms:modified xsi:type="dcterms:W3CDTF">${signed}T00:00:00Z</dcterms:modified>`;
  return `${XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance"><dc:title>${escapeXml(title)}</dc:title><dc:creator>${escapeXml(issuer)}</dc:creator>${day}</cp:coreProperties>`;
}

/** Names what stands in for each font: word processors take the first of `altName` that they have. */
function fontTable(): string {
  const fonts = Object.values(FONTS).map(
    ({ name, fallbacks }) =>
      `<w:font w:name="${escapeXml(name)}"><w:altName w:val="${escapeXml(fallbacks.slice(0, -1).join(','))}"/><w:charset w:val="86"/></w:font>`,
  );
  return `${XML}<w:fonts xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main">${fonts.join('')}</w:fonts>`;
}
