// What all pages are drawn with. Text from outside only ever becomes text nodes and attributes, never HTML.

import { h } from './lib/preact.js';
import { useCallback, useEffect, useRef, useState } from './lib/hooks.js';
import htm from './lib/htm.js';
import { get, list } from './api.js';
import { feed } from './feed.js';

export const html = htm.bind(h);
export { useCallback, useEffect, useRef, useState };

const SETTLE = 300;
const ASK_WITHOUT_EVENTS = 5_000;
const ASK_ANYWAY = 60_000;

/**
 * What a path answers, kept fresh: asked again after events that match, when the connection is back, and now and then.
 * What was known stays, with the failure beside it.
 */
export function useResource(path, { when, all = true, every = 0 } = {}) {
  const [state, setState] = useState({ loading: true });
  const ask = useRef(() => {});
  useEffect(() => {
    if (path === null) return undefined;
    const abort = new AbortController();
    let settle = null;
    let running = false;
    let again = false;
    setState({ loading: true });
    const load = async () => {
      if (running) {
        again = true;
        return;
      }
      running = true;
      try {
        const data = await (all ? list : get)(path, { signal: abort.signal });
        setState({ data, at: new Date() });
      } catch (failure) {
        if (abort.signal.aborted) return;
        setState(before => ({ ...before, loading: false, failure }));
      }
      running = false;
      if (again) {
        again = false;
        soon();
      }
    };
    const soon = () => {
      clearTimeout(settle);
      settle = setTimeout(load, SETTLE);
    };
    ask.current = load;
    load();
    const unfollow = feed.follow(event => when && when.test(event.short) && soon());
    const unwatch = feed.watch(now => now === 'live' && soon());
    let asked = Date.now();
    const timer = setInterval(() => {
      const wait = every || (feed.state === 'live' ? ASK_ANYWAY : ASK_WITHOUT_EVENTS);
      if (Date.now() - asked >= wait && !document.hidden) {
        asked = Date.now();
        load();
      }
    }, Math.min(every || 1000, 1000));
    return () => {
      abort.abort();
      clearTimeout(settle);
      clearInterval(timer);
      unfollow();
      unwatch();
    };
  }, [path]);
  // One that failed is asked again soon, whatever the events say.
  useEffect(() => {
    if (!state.failure || state.failure.status === 403 || state.failure.status === 404) return undefined;
    const timer = setTimeout(() => ask.current(), Math.max(2000, (state.failure.retryAfter || 0) * 1000));
    return () => clearTimeout(timer);
  }, [state]);
  return { ...state, reload: () => ask.current() };
}

export const one = options => ({ ...options, all: false });

export function usePage(title) {
  useEffect(() => {
    document.title = `${title} – VMC`;
  }, [title]);
}

export function Page({ title, back, children, actions }) {
  usePage(title);
  return html`
    ${back && html`<p class="back"><a href=${back[0]}>← ${back[1]}</a></p>`}
    <div class="heading">
      <h1 tabindex="-1" id="title">${title}</h1>
      ${actions && html`<div class="actions">${actions}</div>`}
    </div>
    ${children}`;
}

export function Failure({ failure, again }) {
  return html`
    <div class="failure" role="alert">
      <p><strong>${failure.message}</strong></p>
      ${failure.advice && html`<p>${failure.advice}</p>`}
      ${again && html`<button type="button" onClick=${again}>Try again</button>`}
    </div>`;
}

/** A part of a page that comes from one place: loading, failed, empty, or there; and how old it is when it cannot be renewed. */
export function Panel({ title, from, empty, children, actions, isEmpty = data => data.length === 0 }) {
  const id = `panel-${title.replace(/\W+/g, '-').toLowerCase()}`;
  const { data, failure, at, reload } = from;
  return html`
    <section class="panel" aria-labelledby=${id} aria-busy=${data === undefined && !failure}>
      <div class="heading"><h2 id=${id}>${title}</h2>${actions && html`<div class="actions">${actions}</div>`}</div>
      ${failure && data !== undefined && html`
        <p class="stale" role="status">As of ${clock(at)}: ${failure.message} ${failure.advice}</p>`}
      ${data?.missing?.length > 0 && html`
        <p class="stale" role="status">Missing here: ${data.missing.join(', ')} does not answer.</p>`}
      ${data === undefined
        ? failure
          ? html`<${Failure} failure=${failure} again=${reload} />`
          : html`<p class="loading" role="status">Loading ${title.toLowerCase()}…</p>`
        : isEmpty(data) ? html`<p class="empty">${empty}</p>` : children(data)}
      ${data?.more && html`<p class="stale">Only the first ${data.length} are shown.</p>`}
    </section>`;
}

/** @param columns arrays of [heading, row => cell, class] */
export function Table({ caption, columns, rows, keyOf = row => row.id ?? row.name }) {
  return html`
    <div class="table" role="region" aria-label=${caption} tabindex="0">
      <table>
        <caption class="unseen">${caption}</caption>
        <thead><tr>${columns.map(([title, , kind]) => html`<th scope="col" class=${kind}>${title}</th>`)}</tr></thead>
        <tbody>
          ${rows.map(row => html`
            <tr key=${keyOf(row)}>
              ${columns.map(([title, cell, kind], index) => index === 0
                ? html`<th scope="row" data-label=${title} class=${kind}>${cell(row)}</th>`
                : html`<td data-label=${title} class=${kind}>${cell(row)}</td>`)}
            </tr>`)}
        </tbody>
      </table>
    </div>`;
}

const GOOD = new Set(['RUNNING', 'SUCCEEDED', 'OK', 'STARTED', 'FIT', 'CHOSEN', 'GRANTED', 'ALL', 'HEALTHY', 'WHOLE', 'CONNECTED',
  'LIVE', 'READY', 'DONE', 'PASSED', 'ANSWERS', 'ONLINE', 'REACHABLE', 'ACCEPTED']);
const BAD = new Set(['FAILED', 'UNDO_FAILED', 'STOP', 'CRITICAL', 'REJECTED', 'SILENT', 'NONE', 'LOST', 'UNREACHABLE',
  'DOWN', 'OFFLINE', 'DEGRADED', 'DISCONNECTED', 'REFUSED']);
const BUSY = new Set(['CANCELLING', 'UNDOING', 'WARNING', 'WAITING', 'UNFIT', 'SOME', 'PAUSED', 'SUSPENDED', 'HEALING',
  'CANCELLED', 'NOT READY', 'CLOSED']);

/** A state, told by its word and a sign, not by its colour alone. */
export function State({ is }) {
  const word = String(is ?? 'UNKNOWN').toUpperCase().replace(/_/g, ' ');
  const raw = String(is ?? '').toUpperCase();
  const [kind, sign] = GOOD.has(raw) ? ['good', '●'] : BAD.has(raw) ? ['bad', '▲'] : BUSY.has(raw) ? ['busy', '◆'] : ['plain', '○'];
  return html`<span class="state ${kind}"><span aria-hidden="true">${sign}</span> ${word.toLowerCase()}</span>`;
}

export function Meter({ value, most, text, label }) {
  const share = most > 0 ? value / most : 0;
  return html`
    <span class="metered">
      <meter min="0" max="1" high="0.85" value=${Math.min(1, share)} aria-label=${label}></meter>
      <span>${text ?? `${Math.round(share * 100)} %`}</span>
    </span>`;
}

export function Facts({ of }) {
  return html`<dl class="facts">${of.filter(([, value]) => value !== undefined && value !== null && value !== '')
    .map(([name, value]) => html`<div><dt>${name}</dt><dd>${value}</dd></div>`)}</dl>`;
}

/** A labelled input; what the service says is wrong with it stands beside it and is read with it. */
export function Field({ name, label, hint, problem, children, ...input }) {
  const wrong = problem?.errors.find(error => error.field === name);
  const notes = [hint && `${name}-hint`, wrong && `${name}-wrong`].filter(Boolean).join(' ') || undefined;
  const common = { id: name, name, 'aria-describedby': notes, 'aria-invalid': wrong ? 'true' : undefined };
  return html`
    <div class="field">
      <label for=${name}>${label}</label>
      ${children
        ? html`<select ...${common} ...${input}>${children}</select>`
        : html`<input type="text" autocomplete="off" ...${common} ...${input} />`}
      ${hint && html`<small id="${name}-hint">${hint}</small>`}
      ${wrong && html`<small class="wrong" id="${name}-wrong">${label} ${wrong.message}</small>`}
    </div>`;
}

export const filled = form =>
  Object.fromEntries([...new FormData(form)].map(([name, value]) => [name, value.trim()]).filter(([, value]) => value !== ''));

/** A question before something that cannot be taken back; the browser keeps the focus inside. */
export function Dialog({ title, children, onClose }) {
  const box = useRef(null);
  useEffect(() => {
    const before = document.activeElement;
    box.current.showModal();
    return () => before?.focus?.();
  }, []);
  return html`
    <dialog ref=${box} aria-labelledby="dialog-title" onClose=${onClose}>
      <h2 id="dialog-title">${title}</h2>
      ${children}
    </dialog>`;
}

// The same in every language, and in the reader's time zone.
const FORM = 'sv-SE';
export const clock = time => (time ? new Date(time).toLocaleTimeString(FORM) : '');
export const moment = time => (time ? new Date(time).toLocaleString(FORM) : '');

export function Time({ at }) {
  return at ? html`<time datetime=${new Date(at).toISOString()} title=${moment(at)}>${ago(at)}</time>` : null;
}

function ago(time) {
  const seconds = Math.round((new Date(time) - Date.now()) / 1000);
  const size = Math.abs(seconds);
  const [count, unit] = size < 90 ? [size, 's'] : size < 5400 ? [Math.round(size / 60), 'min']
    : size < 129600 ? [Math.round(size / 3600), 'h'] : [Math.round(size / 86400), 'd'];
  return seconds <= 0 ? `${count} ${unit} ago` : `in ${count} ${unit}`;
}

export function bytes(count) {
  if (count === undefined || count === null) return '';
  const units = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'];
  let index = 0;
  let rest = count;
  for (; rest >= 1024 && index < units.length - 1; index++) rest /= 1024;
  return `${rest >= 100 || index === 0 ? Math.round(rest) : rest.toFixed(1)} ${units[index]}`;
}

export const mib = count => bytes(count * 1024 * 1024);
export const duration = millis => (millis === undefined ? '' : millis < 10_000 ? `${(millis / 1000).toFixed(1)} s`
  : millis < 120_000 ? `${Math.round(millis / 1000)} s` : `${Math.floor(millis / 60_000)} min ${Math.round(millis / 1000) % 60} s`);
export const plural = (count, thing) => `${count} ${thing}${count === 1 ? '' : 's'}`;
