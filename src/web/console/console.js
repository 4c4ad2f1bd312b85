import { openAccounts } from './accounts.js';
import { json, Refusal, token } from './api.js';
import { openDesk } from './desk.js';
import { byId, lang, say, words } from './page.js';

const VIEWS = ['accounts', 'desk'];

/** Shows what the address asks for, or the way in. */
function show() {
  const isInside = token.get() !== null;
  byId('enter').hidden = isInside;
  byId('tabs').hidden = !isInside;
  byId('leave').hidden = !isInside;
  const wanted = location.hash.slice(1);
  const view = VIEWS.includes(wanted) ? wanted : 'accounts';
  for (const name of VIEWS) {
    byId(name).hidden = !isInside || name !== view;
    const tab = document.querySelector(`a[href="#${name}"]`);
    if (name === view) tab?.setAttribute('aria-current', 'page');
    else tab?.removeAttribute('aria-current');
  }
  say('');
  if (!isInside) return byId('token').focus();
  if (view === 'desk') openDesk(tell);
  else void openAccounts(tell);
}

/** What went wrong, in a line; a token that no longer holds leads back to the way in. @param {unknown} error */
function tell(error) {
  if (!(error instanceof Refusal)) return say(words.offline, 'bad');
  if (error.status === 401) {
    token.drop();
    show();
    return say(words.refused, 'bad');
  }
  say(error.status === 403 ? words.roleLow : error.message, 'bad');
}

function translate() {
  document.documentElement.lang = lang === 'zh' ? 'zh-CN' : 'en';
  document.title = words.title;
  /** @type {Record<string, unknown>} */
  const known = words;
  for (const node of document.querySelectorAll('[data-say]'))
    node.textContent = String(known[node.getAttribute('data-say') ?? '']);
  for (const node of document.querySelectorAll('[data-hold]'))
    node.setAttribute('placeholder', String(known[node.getAttribute('data-hold') ?? '']));
}

translate();
byId('enter').addEventListener('submit', (event) => {
  event.preventDefault();
  const field = /** @type {HTMLInputElement} */ (byId('token'));
  token.set(field.value.trim());
  field.value = '';
  show();
});
byId('leave').addEventListener('click', () => {
  token.drop();
  location.reload();
});
addEventListener('hashchange', show);
json('/healthz').then(({ rehearsal }) => {
  byId('rehearsal').hidden = !rehearsal;
}, tell);
show();
