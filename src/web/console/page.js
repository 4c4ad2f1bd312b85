import { WORDS } from './words.js';

/** `?lang=en` for English. */
export const lang = new URLSearchParams(location.search).get('lang') === 'en' ? 'en' : 'zh';
export const words = WORDS[lang];

/** Of two names, the one in the page's language. @param {readonly [zh: string, en: string]} pair */
export const named = ([zh, en]) => (lang === 'zh' ? zh : en);

/** @param {string} id */
export function byId(id) {
  const node = document.getElementById(id);
  if (node === null) throw new Error(`the page has no #${id}`);
  return node;
}

/** A field of the page's forms. @param {string} id */
export const field = (id) => /** @type {HTMLInputElement} */ (byId(id));

/**
 * An element with text. What comes from the API is only ever text here, never markup.
 * @param {string} tag @param {string} text @param {string} [className]
 */
export function element(tag, text, className = '') {
  const made = document.createElement(tag);
  made.textContent = text;
  if (className !== '') made.className = className;
  return made;
}

/** The line that tells what happened. @param {string} text @param {'' | 'good' | 'bad'} [how] */
export function say(text, how = '') {
  const line = byId('said');
  line.textContent = text;
  line.className = how;
}

/** An ISO time as it was written, without its zone: 2024-06-20 10:30. @param {string} iso */
export const clockTime = (iso) => iso.slice(0, 16).replace('T', ' ');

/** @param {HTMLSelectElement} select @param {string} first @param {Record<string, [string, string]>} options */
export function fillSelect(select, first, options) {
  select.replaceChildren(
    new Option(first, ''),
    ...Object.entries(options).map(([value, names]) => new Option(named(names), value)),
  );
}
