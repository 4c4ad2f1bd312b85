import type { FetchedPage } from '../net/http-client.ts';
import type { FrameContent } from './page-content.ts';

export interface RenderRequest {
  url: string;
  /** From when the document may go. @default 30000 */
  deadlineMs?: number;
  /** Loads images and fonts and takes a picture of the whole page. */
  screenshot?: boolean;
  /** Somebody waits for it: before bulk work, in a place of its own. @default false */
  urgent?: boolean;
  signal: AbortSignal;
}

/** A page as a visitor's browser shows it. `bytes` is the document after its scripts ran, in UTF-8. */
export interface RenderedPage extends FetchedPage {
  /** The same as text; null when nothing could be read. */
  html: string | null;
  frames: FrameContent[];
  screenshot: Uint8Array | null;
  dialogs: string[];
  consoleErrors: string[];
}
