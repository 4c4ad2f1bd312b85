import { json } from './api.js';
import { byId, clockTime, element, field, fillSelect, say, words } from './page.js';
import { PLATFORMS, PRESENCES } from './words.js';

/**
 * @typedef {{ accountKey: string, accountName: string, title: string, region: string, handle: string | null,
 *   feedUrl: string | null, lookedAt: string | null, by: string | null, unseen: boolean,
 *   outcomes: { indicator: string, outcome: string, message: string }[] }} Account
 * @typedef {(error: unknown) => void} Tell
 */

/** Accounts a page. */
const PAGE = 100;
/** What is typed is looked for when the hand rests. */
const PAUSE_MS = 250;

/** @type {Account | null} */
let chosen = null;
/** @type {string | null} */
let next = null;
/** Counts what was asked: an answer to an older question is not shown. */
let asked = 0;
let isReady = false;
let typing = 0;

/** Shows the accounts and the form of a person's look. @param {Tell} tell */
export async function openAccounts(tell) {
  if (!isReady) prepare(tell);
  isReady = true;
  await list(tell);
}

/** @param {Tell} tell */
function prepare(tell) {
  fillSelect(/** @type {HTMLSelectElement} */ (byId('platform')), words.everyPlatform, PLATFORMS);
  fillSelect(/** @type {HTMLSelectElement} */ (byId('presence')), words.notLooked, PRESENCES);
  for (const id of ['platform', 'unseen']) byId(id).addEventListener('change', () => void list(tell));
  byId('name').addEventListener('input', () => {
    clearTimeout(typing);
    typing = setTimeout(() => void list(tell), PAUSE_MS);
  });
  byId('filter').addEventListener('submit', (event) => event.preventDefault());
  byId('more').addEventListener('click', () => void list(tell, next));
  byId('none').addEventListener('change', () => {
    field('newest').disabled = field('none').checked;
  });
  byId('screenshot').addEventListener('change', preview);
  addEventListener('paste', (event) => {
    const { files } = event.clipboardData ?? {};
    if (byId('look').hidden || !files?.length) return;
    field('screenshot').files = files;
    preview();
  });
  byId('look').addEventListener('submit', (event) => {
    event.preventDefault();
    void record().catch(tell);
  });
}

/** @param {Tell} tell @param {string | null} [cursor] the page to add; from the beginning without it */
async function list(tell, cursor = null) {
  const turn = ++asked;
  const query = new URLSearchParams({ limit: String(PAGE), lang: document.documentElement.lang.slice(0, 2) });
  for (const id of ['name', 'platform'])
    if (field(id).value.trim() !== '') query.set(id, field(id).value.trim());
  if (field('unseen').checked) query.set('unseen', 'true');
  if (cursor !== null) query.set('cursor', cursor);
  try {
    const page = await json(`/accounts?${query}`);
    if (turn !== asked) return;
    next = page.next;
    const rows = page.items.map(rowOf);
    if (cursor === null) byId('rows').replaceChildren(...rows);
    else byId('rows').append(...rows);
    const shown = byId('rows').children.length;
    byId('count').textContent = shown === 0 ? words.noRows : words.shown(shown, next !== null);
    byId('more').hidden = next === null;
  } catch (error) {
    if (turn === asked) tell(error);
  }
}

/** @param {Account} account */
function rowOf(account) {
  const row = document.createElement('tr');
  row.tabIndex = 0;
  row.setAttribute('aria-selected', String(account.accountKey === chosen?.accountKey));
  const looked =
    account.lookedAt === null
      ? words.never
      : `${clockTime(account.lookedAt)} ${account.by ?? words.byMachine}`;
  row.append(
    element('td', account.title),
    element('td', account.region),
    element('td', looked),
    standOf(account),
  );
  const open = () => choose(account, row);
  row.addEventListener('click', open);
  row.addEventListener('keydown', (event) => {
    if (event.key === 'Enter') open();
  });
  return row;
}

/** @param {Account} account */
function standOf({ outcomes }) {
  const cell = document.createElement('td');
  const telling = outcomes.filter(({ outcome }) => ['fail', 'notice', 'undetermined'].includes(outcome));
  if (outcomes.length === 0) cell.append(element('div', words.nothingSeen, 'undetermined'));
  else if (telling.length === 0) cell.append(element('div', words.allPassed, 'pass'));
  // Three indicators that one failure to look left open say one thing.
  const said = new Map(telling.map(({ outcome, message }) => [message, outcome]));
  for (const [message, outcome] of said) cell.append(element('div', message, outcome));
  return cell;
}

/** @param {Account} account @param {HTMLElement} row */
function choose(account, row) {
  chosen = account;
  for (const other of byId('rows').children) other.setAttribute('aria-selected', String(other === row));
  const form = /** @type {HTMLFormElement} */ (byId('look'));
  form.reset();
  field('newest').disabled = false;
  preview();
  form.hidden = false;
  byId('who').textContent = account.title;
  byId('where').replaceChildren(...placeOf(account));
  say('');
  form.scrollIntoView({ block: 'nearest' });
}

/** Where the account is found: its page, if that is a web address, and its handle. @param {Account} account */
function placeOf({ handle, feedUrl }) {
  const parts = [];
  if (handle !== null) parts.push(element('div', `${words.handle}${handle}`));
  if (feedUrl !== null && /^https?:\/\//i.test(feedUrl)) {
    const link = /** @type {HTMLAnchorElement} */ (element('a', feedUrl));
    link.href = feedUrl;
    link.target = '_blank';
    link.rel = 'noopener noreferrer';
    parts.push(link);
  }
  return parts;
}

function preview() {
  const image = /** @type {HTMLImageElement} */ (byId('preview'));
  if (image.src !== '') URL.revokeObjectURL(image.src);
  const file = field('screenshot').files?.[0];
  image.hidden = file === undefined;
  if (file === undefined) image.removeAttribute('src');
  else image.src = URL.createObjectURL(file);
}

async function record() {
  if (chosen === null) return;
  const account = chosen;
  const button = /** @type {HTMLButtonElement} */ (byId('look').querySelector('button'));
  const interaction = new FormData(/** @type {HTMLFormElement} */ (byId('look'))).get('interaction');
  const file = field('screenshot').files?.[0];
  const seen = filled({
    newest: field('none').checked ? 'none' : field('newest').value,
    interaction,
    presence: field('presence').value,
    shownName: field('shownName').value.trim(),
  });
  const checkedAt = field('checkedAt').value;
  if (Object.keys(seen).length === 0) return say(words.sayOne, 'bad');
  if (checkedAt !== '' && seen.newest !== 'none' && seen.newest > checkedAt.slice(0, 10))
    return say(words.tooNew, 'bad');
  button.disabled = true;
  try {
    const { added } = await json(`/accounts/${encodeURIComponent(account.accountKey)}/looks`, {
      ...seen,
      ...(seen.newest === undefined ? {} : { repost: field('repost').checked }),
      ...filled({ checkedAt, screenshot: file === undefined ? '' : await base64(file) }),
    });
    byId('look').hidden = true;
    chosen = null;
    await list((error) => {
      throw error;
    });
    say(added ? words.recorded(account.accountName) : words.knownLook(account.accountName), 'good');
  } finally {
    button.disabled = false;
  }
}

/** What was filled in. @param {Record<string, unknown>} entries @returns {Record<string, any>} */
const filled = (entries) => Object.fromEntries(Object.entries(entries).filter(([, value]) => value !== ''));

/** @param {Blob} file @returns {Promise<string>} */
function base64(file) {
  return new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(String(reader.result).replace(/^[^,]*,/, ''));
    reader.onerror = () => reject(reader.error);
    reader.readAsDataURL(file);
  });
}
