import type { Frame } from 'playwright';
import type { Clock } from '../../clock.ts';
import { within } from './within.ts';

/** Where in the window a click hits an element, and what was read of the element there. */
export interface ClickSpot<T> {
  x: number;
  y: number;
  read: T;
}

export interface SpotOptions {
  /** The one of those that the selector finds. @default 0 */
  nth?: number;
  /** Whether it has to stand still for two frames first. */
  isStill: boolean;
  /** A function in script of the element whose value is given with the spot. */
  read?: string;
}

/** Two frames of a page that draws; one that draws nothing has none to wait for. */
const DRAWN_MS = 1_000;

/** Frames are looked through as far as their documents may be: a parent of another origin hides what lies over them. */
const SPOT = (selector: string, { nth = 0, isStill, read = '() => null' }: SpotOptions) => `(async () => {
  const own = document.querySelectorAll(${JSON.stringify(selector)})[${nth}];
  if (!own || own.disabled || own.getAttribute('aria-disabled') === 'true') return null;
  if (!own.checkVisibility({ visibilityProperty: true })) return null;
  own.scrollIntoViewIfNeeded();
  const place = () => { const { x, y, width, height } = own.getBoundingClientRect(); return [x, y, width, height]; };
  const before = place();
  if (${isStill}) await new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(go)));
  const [left, top, width, height] = place();
  if ([left, top, width, height].join() !== before.join() || width < 1 || height < 1) return null;
  let [x, y] = [left + width / 2, top + height / 2];
  const hit = document.elementFromPoint(x, y);
  if (!hit || !own.contains(hit)) return null;
  for (let inner = window; inner !== inner.top; inner = inner.parent) {
    const holder = inner.frameElement;
    if (!holder) return null;
    const box = holder.getBoundingClientRect();
    if (Math.round(box.width) !== holder.offsetWidth || Math.round(box.height) !== holder.offsetHeight) return null;
    const { paddingLeft, paddingTop } = inner.parent.getComputedStyle(holder);
    x += box.x + holder.clientLeft + parseFloat(paddingLeft);
    y += box.y + holder.clientTop + parseFloat(paddingTop);
    if (holder.ownerDocument.elementFromPoint(x, y) !== holder) return null;
  }
  return { x, y, read: (${read})(own) };
})()`;

/**
 * Looks in one round trip whether an element stands still, in sight, enabled and uncovered, as Playwright does before a
 * click in nine. Null where that is not so or not sure: Playwright's own click has more patience.
 */
export async function clickSpot<T = unknown>(
  clock: Clock,
  frame: Frame,
  selector: string,
  options: SpotOptions,
): Promise<ClickSpot<T> | null> {
  return within(clock, DRAWN_MS, frame.evaluate<ClickSpot<T> | null>(SPOT(selector, options)), null);
}
