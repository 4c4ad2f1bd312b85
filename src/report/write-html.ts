import { cellText, type DocumentPart, type OfficialDocument, type TableCell } from './document-model.ts';
import { fontStack, PAGE } from './official-fonts.ts';

const ESCAPES: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
/** Names come from registries and pages: nothing of them is markup. */
export const escapeHtml = (text: string) => text.replace(/[&<>"]/g, (sign) => ESCAPES[sign] ?? sign);

/** `— 1 —` in 四号, outside, one character in (GB/T 9704 §7.5). */
const pageNumber = (side: 'left' | 'right') =>
  `@bottom-${side} { content: '— ' counter(page) ' —'; font: 14pt ${fontStack('page')}; padding-${side}: 14pt; vertical-align: top; padding-top: 7mm; }`;

const STYLE = `
@page :right { ${pageNumber('right')} }
@page :left { ${pageNumber('left')} }
@page { size: A4; margin: ${PAGE.topMm}mm ${PAGE.rightMm}mm ${PAGE.bottomMm}mm ${PAGE.leftMm}mm; }
html { font: 16pt/${PAGE.linePt}pt ${fontStack('body')}; color: #000; }
body { margin: 0 auto; max-width: 156mm; text-align: justify; line-break: strict; }
.issuer { font: 700 30pt/1.4 ${fontStack('title')}; color: #d7000f; text-align: center; margin: 0 0 24pt; }
.number { text-align: center; margin: 0; }
.rule { border: 0; border-top: 2pt solid #d7000f; margin: 4mm 0 2em; }
h1 { font: 400 22pt/34pt ${fontStack('title')}; text-align: center; margin: 0 0 1.5em; }
h2 { font: 400 16pt/${PAGE.linePt}pt ${fontStack('heading')}; margin: 0; text-indent: 2em; break-after: avoid; }
p { margin: 0; text-indent: 2em; orphans: 2; widows: 2; }
p.addressee { text-indent: 0; }
p b { font-family: ${fontStack('subheading')}; font-weight: 400; }
.annexes, .signature { break-before: avoid; break-inside: avoid; }
.annexes { margin-top: 1em; display: grid; grid-template-columns: max-content 1fr; padding-left: 2em; }
.signature { margin: 3em 0 0 auto; width: max-content; max-width: 100%; text-align: center; break-inside: avoid; padding-right: 2em; }
.signature p { text-indent: 0; }
.annex { break-before: page; font: 400 16pt/${PAGE.linePt}pt ${fontStack('heading')}; text-indent: 0; }
h3 { font: 400 20pt/32pt ${fontStack('title')}; text-align: center; margin: .5em 0 .8em; }
p + table { margin-top: 8pt; }
table { width: 100%; border-collapse: collapse; table-layout: fixed; font-size: 12pt; line-height: 18pt; }
th { font: 400 12pt/18pt ${fontStack('heading')}; }
th, td { border: .75pt solid #000; padding: 2pt 4pt; text-align: center; vertical-align: middle; overflow-wrap: anywhere; }
td.left { text-align: left; }
tr { break-inside: avoid; } tr.long { break-inside: auto; } tr.total td { font-family: ${fontStack('heading')}; }
thead { display: table-header-group; }
@media screen { body { padding: 12mm 6mm; } html { background: #fff; } }
`;

/** The document as one file without scripts or outside parts; prints by its own page rules. */
export function writeHtml(document: OfficialDocument): string {
  const { title, issuer, redHead, number, parts } = document;
  const head = redHead
    ? `<div class="issuer">${escapeHtml(issuer)}</div>\n${numberLine(number)}<hr class="rule">\n`
    : numberLine(number);
  return `<!doctype html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width">
<title>${escapeHtml(title)}</title>
<style>${STYLE}</style>
</head>
<body>
${head}<h1>${escapeHtml(title)}</h1>
${parts.map(partHtml).join('\n')}
</body>
</html>
`;
}

const numberLine = (number: string | null) =>
  number === null ? '' : `<p class="number">${escapeHtml(number)}</p>\n`;

function partHtml(part: DocumentPart): string {
  switch (part.is) {
    case 'addressee':
      return `<p class="addressee">${escapeHtml(part.text)}</p>`;
    case 'heading':
      return `<h2>${escapeHtml(part.text)}</h2>`;
    case 'paragraph':
      return `<p>${part.lead === '' ? '' : `<b>${escapeHtml(part.lead)}</b>`}${escapeHtml(part.text)}</p>`;
    case 'annexList':
      return `<div class="annexes"><span>附件：</span><span>${part.titles
        .map((title, index) => `${index + 1}. ${escapeHtml(title)}`)
        .join('<br>')}</span></div>`;
    case 'signature':
      return `<div class="signature"><p>${escapeHtml(part.issuer)}</p><p>${escapeHtml(part.date)}</p></div>`;
    case 'annexTitle':
      return `<p class="annex">${escapeHtml(part.mark)}</p><h3>${escapeHtml(part.title)}</h3>`;
    case 'table':
      return tableHtml(part);
    default:
      return part satisfies never;
  }
}

function tableHtml({ columns, rows, hasTotal }: Extract<DocumentPart, { is: 'table' }>): string {
  const sum = columns.reduce((all, { width }) => all + width, 0);
  const widths = columns
    .map(({ width }) => `<col style="width:${((width / sum) * 100).toFixed(2)}%">`)
    .join('');
  const head = columns.map(({ title }) => `<th>${escapeHtml(title)}</th>`).join('');
  const body = rows.map((cells, index) => {
    const isTotal = hasTotal && index === rows.length - 1;
    const isLong = cells.some((cell) => cellText(cell).length > 300);
    const inner = cells
      .map((cell, at) => `<td${columns[at]?.align === 'left' ? ' class="left"' : ''}>${cellHtml(cell)}</td>`)
      .join('');
    return `<tr${isTotal ? ' class="total"' : isLong ? ' class="long"' : ''}>${inner}</tr>`;
  });
  return `<table><colgroup>${widths}</colgroup><thead><tr>${head}</tr></thead><tbody>\n${body.join('\n')}\n</tbody></table>`;
}

function cellHtml(cell: TableCell): string {
  if (typeof cell === 'string') return escapeHtml(cell);
  return cell.map(({ text, href }) => `<a href="${escapeHtml(href)}">${escapeHtml(text)}</a>`).join(' ');
}
