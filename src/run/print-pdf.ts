import { launchBrowser } from '../browser/browser-process.ts';
import type { Clock } from '../clock.ts';
import type { CivilDate } from '../domain/civil-date.ts';
import { XunjianError } from '../errors.ts';
import { findBrowser } from './find-browser.ts';

/** Prints HTML pages of our own to PDF, one after the other in one browser that may load nothing. */
export interface PdfPrinter {
  /** `signed` becomes the document's only date: the same page gives the same bytes. */
  print(html: string, signed: CivilDate): Promise<Uint8Array>;
  close(): Promise<void>;
}

/** Throws BROWSER_UNAVAILABLE when none starts. */
export async function openPdfPrinter(executable: string, clock: Clock): Promise<PdfPrinter> {
  const found = findBrowser(executable);
  if (found === null)
    throw new XunjianError(
      'BROWSER_UNAVAILABLE',
      'no browser was found to print the PDF with',
      'xunjian doctor, or --no-pdf',
    );
  // A proxy that nobody answers at: the page of ours loads nothing, and nothing in a name could make it.
  const { browser } = await launchBrowser({ executable: found, proxyServer: 'http://127.0.0.1:9' }, clock);
  return {
    async print(html, signed) {
      const context = await browser.newContext({ javaScriptEnabled: false, offline: true });
      try {
        const page = await context.newPage();
        await page.setContent(html, { waitUntil: 'load' });
        const bytes = await page.pdf({ preferCSSPageSize: true, printBackground: true });
        return withFixedDates(bytes, signed);
      } finally {
        await context.close();
      }
    },
    async close() {
      await browser.close();
    },
  };
}

/** Puts the day of signing in place of the time of printing; as long as it was, so that no offset moves. */
function withFixedDates(pdf: Uint8Array, signed: CivilDate): Uint8Array {
  const fixed = Buffer.from(pdf);
  const text = fixed.toString('latin1');
  for (const match of text.matchAll(/\/(?:CreationDate|ModDate) \(D:(\d{14})/g)) {
    const at = match.index + match[0].length - 14;
    fixed.write(`${signed.replaceAll('-', '')}000000`, at, 'latin1');
  }
  return fixed;
}
