/** A refusal of the API. `code` is for programs (docs/reference/errors.md). */
export class Refusal extends Error {
  /** @param {number} status @param {string} code @param {string} detail */
  constructor(status, code, detail) {
    super(detail);
    this.status = status;
    this.code = code;
  }
}

const KEY = 'xunjian-token';

/** The token lives as long as the tab, in this tab alone. */
export const token = {
  get: () => sessionStorage.getItem(KEY),
  /** @param {string} text */
  set: (text) => sessionStorage.setItem(KEY, text),
  drop: () => sessionStorage.removeItem(KEY),
};

/** @param {string} path below /api/v1 @param {unknown} [body] sent as JSON by POST */
async function call(path, body) {
  const answer = await fetch(`/api/v1${path}`, {
    method: body === undefined ? 'GET' : 'POST',
    headers: {
      authorization: `Bearer ${token.get() ?? ''}`,
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
    },
    body: body === undefined ? null : JSON.stringify(body),
    credentials: 'omit',
  });
  if (answer.ok) return answer;
  const said = await answer.json().catch(() => ({}));
  throw new Refusal(answer.status, String(said.code ?? ''), String(said.detail ?? answer.statusText));
}

/** @param {string} path @param {unknown} [body] @returns {Promise<any>} */
export const json = async (path, body) => (await call(path, body)).json();

/** A picture behind the token, as a URL for `img`; revoke it when it is no longer shown. @param {string} path */
export const picture = async (path) => URL.createObjectURL(await (await call(path)).blob());
