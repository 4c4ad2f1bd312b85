// Renders documents page by page to PNG, to be looked at: every DOCX through LibreOffice, every PDF as it is.
// usage: npm run shots:documents -- [DIR of documents, default data/demo] [DIR of pictures, default DIR/shots]
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const TOOLS = [
  { names: ['soffice', 'libreoffice'], package: 'libreoffice-writer' },
  { names: ['pdftoppm'], package: 'poppler-utils' },
];

function found(name) {
  return (process.env.PATH ?? '').split(path.delimiter).some((folder) => existsSync(path.join(folder, name)));
}

const tools = TOOLS.map(({ names }) => names.find(found));
const missing = TOOLS.filter((_tool, index) => tools[index] === undefined);
if (missing.length > 0) {
  for (const { names, package: name } of missing)
    console.error(`missing: ${names.join(' or ')} (Debian, Ubuntu: apt-get install ${name})`);
  process.exit(3);
}
const [office, toPng] = tools;
const from = path.resolve(process.argv[2] ?? 'data/demo');
const out = path.resolve(process.argv[3] ?? path.join(from, 'shots'));
if (!existsSync(from)) {
  console.error(`there is no ${from}: xunjian demo --script 2024Q2 --out ${from}`);
  process.exit(2);
}

const work = mkdtempSync(path.join(tmpdir(), 'xunjian-shots-'));
try {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  const files = readdirSync(from, { recursive: true })
    .map(String)
    .filter((file) => /\.(docx|pdf)$/.test(file) && !file.startsWith(`shots${path.sep}`))
    .sort();
  const docx = files.filter((file) => file.endsWith('.docx'));
  // One start of LibreOffice for all of a folder: starting it is most of the time. A profile of its own: a running one is left alone.
  for (const folder of new Set(docx.map((file) => path.dirname(file)))) {
    const own = docx.filter((file) => path.dirname(file) === folder).map((file) => path.join(from, file));
    execFileSync(
      office,
      [
        `-env:UserInstallation=file://${work}/profile`,
        '--headless',
        '--convert-to',
        'pdf',
        '--outdir',
        path.join(work, folder),
        ...own,
      ],
      { stdio: ['ignore', 'ignore', 'inherit'], timeout: 300_000 },
    );
  }
  let pages = 0;
  for (const file of files) {
    const isDocx = file.endsWith('.docx');
    const pdf = isDocx ? path.join(work, file.replace(/docx$/, 'pdf')) : path.join(from, file);
    const name = `${file.replaceAll(path.sep, '_').replace(/\.(docx|pdf)$/, '')}.${isDocx ? 'docx' : 'pdf'}`;
    execFileSync(toPng, ['-r', '60', '-png', pdf, path.join(out, name)], {
      stdio: ['ignore', 'ignore', 'inherit'],
      timeout: 120_000,
    });
    const own = readdirSync(out).filter((one) => one.startsWith(`${name}-`)).length;
    pages += own;
    console.log(`${file}: ${own} pages`);
  }
  console.log(`${pages} pages in ${out}`);
} finally {
  rmSync(work, { recursive: true, force: true });
}
