// The gateway's REST interface, as the pages use it.

const BASE = '/api/v1';
const PAGE = 200;
const MOST = 2000;

/** A refusal or failure, in the words of whoever refused (RFC 9457). */
export class Problem extends Error {
  constructor(status, body, retryAfter) {
    super(body.detail || body.title || `The answer was ${status}.`);
    this.status = status;
    this.type = (body.type || '').replace('/problems/', '');
    this.title = body.title || '';
    this.errors = body.errors || [];
    this.correlationId = body.correlationId || '';
    this.retryAfter = retryAfter;
  }

  /** What the reader can do next. */
  get advice() {
    if (this.status === 0) return 'The page asks again by itself. Check your network, and whether the gateway runs.';
    if (this.status === 401) return 'Log in again.';
    if (this.status === 403) return 'Ask an operator, or whoever owns it.';
    if (this.status === 404) return 'It may have been deleted. Go back to the list.';
    if (this.status === 503) return 'The page asks again by itself; the other pages go on working.';
    if (this.status >= 500) return `Tell an administrator the correlation id ${this.correlationId || '(none)'}.`;
    return '';
  }
}

const whenLoggedOut = new Set();

/** Calls back when an answer says that the session is over. */
export function onLoggedOut(callback) {
  whenLoggedOut.add(callback);
}

/** One request. Changes get an idempotency key, so that a repeated one is done once. */
export async function request(method, path, { body, signal, accept = 'application/json', key } = {}) {
  const headers = { Accept: accept };
  if (method !== 'GET') {
    headers['X-Vmc-Console'] = '1';
    headers['Idempotency-Key'] = key || newKey();
  }
  if (body !== undefined) headers['Content-Type'] = 'application/json';
  let answer;
  try {
    answer = await fetch(BASE + path, {
      method, headers, signal, cache: 'no-store', credentials: 'same-origin',
      body: body === undefined ? undefined : JSON.stringify(body),
    });
  } catch (failure) {
    if (failure.name === 'AbortError') throw failure;
    throw new Problem(0, { detail: 'The gateway does not answer.' });
  }
  if (!answer.ok) throw await refusal(answer, path);
  return answer;
}

export async function refusal(answer, path) {
  const body = await answer.json().catch(() => ({}));
  if (answer.status === 401 && path !== '/session') whenLoggedOut.forEach(callback => callback());
  return new Problem(answer.status, body, Number(answer.headers.get('Retry-After')) || 0);
}

export async function get(path, options) {
  return (await request('GET', path, options)).json();
}

/** All rows of a list, up to a bound that says so. */
export async function list(path, options) {
  const items = [];
  let cursor = '';
  do {
    const query = `${path.includes('?') ? '&' : '?'}limit=${PAGE}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`;
    const page = await get(path + query, options);
    items.push(...(page.items || []));
    cursor = page.nextCursor || '';
    items.missing = page.missing || items.missing;
  } while (cursor && items.length < MOST);
  items.more = cursor !== '';
  return items;
}

/** Asks for a change; the answer is what was accepted, or null when there is nothing to say. */
export async function change(method, path, body, options = {}) {
  const answer = await request(method, path, { ...options, body: body === undefined && method !== 'DELETE' ? {} : body });
  return answer.status === 204 ? null : answer.json();
}

export function newKey() {
  return Array.from(crypto.getRandomValues(new Uint8Array(16)), byte => byte.toString(16).padStart(2, '0')).join('');
}

export const url = (text, ...parts) =>
  text.reduce((whole, part, index) => whole + part + (index < parts.length ? encodeURIComponent(parts[index]) : ''), '');
