import { json, picture } from './api.js';
import { byId, clockTime, element, say, words } from './page.js';

/** A page waits minutes for its answer: asking every two seconds loses little of them. */
const EVERY_MS = 2000;

/** @type {Map<string, HTMLElement>} Cards by id: what somebody is typing is left alone. */
const cards = new Map();
let timer = 0;

/** Shows the captchas that wait, as long as this view is open. @param {(error: unknown) => void} tell */
export function openDesk(tell) {
  clearTimeout(timer);
  const turn = async () => {
    if (byId('desk').hidden) return;
    try {
      await refresh(tell);
      timer = setTimeout(turn, EVERY_MS);
    } catch (error) {
      tell(error);
    }
  };
  void turn();
}

/** @param {(error: unknown) => void} tell */
async function refresh(tell) {
  const { items } = await json('/desk?limit=50');
  const waiting = new Set(items.map((/** @type {{ id: string }} */ { id }) => id));
  for (const [id, card] of cards) {
    if (waiting.has(id)) continue;
    card.remove();
    cards.delete(id);
  }
  for (const item of items) {
    if (cards.has(item.id)) continue;
    const card = cardOf(item, tell);
    cards.set(item.id, card);
    byId('captchas').append(card);
  }
  byId('idle').hidden = cards.size > 0;
}

/**
 * @param {{ id: string, siteName: string, siteCode: string, image: string, expiresAt: string }} item
 * @param {(error: unknown) => void} tell
 */
function cardOf({ id, siteName, siteCode, image, expiresAt }, tell) {
  const card = element('form', '', 'captcha');
  const shown = document.createElement('img');
  shown.alt = words.pictureGone;
  const input = document.createElement('input');
  input.required = true;
  input.maxLength = 64;
  input.autocomplete = 'off';
  input.placeholder = words.answer;
  input.setAttribute('aria-label', words.answer);
  card.append(
    element('h2', `${siteName} ${siteCode}`),
    shown,
    element('p', words.until(clockTime(expiresAt)), 'hint'),
    input,
    element('button', words.send),
  );
  card.addEventListener('submit', async (event) => {
    event.preventDefault();
    try {
      await json(`/desk/${encodeURIComponent(id)}`, { answer: input.value });
      card.remove();
      say(words.answered, 'good');
    } catch (error) {
      tell(error);
    }
  });
  picture(image.replace(/^\/api\/v1/, '')).then((url) => {
    shown.src = url;
    shown.onload = () => URL.revokeObjectURL(url);
  }, tell);
  return card;
}
