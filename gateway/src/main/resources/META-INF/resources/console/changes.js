// Changes that are asked for here, and what becomes of them: a short list at the foot of every page.

import { change, get, Problem } from './api.js';
import { feed } from './feed.js';
import { Dialog, Failure, html, State, useEffect, useState } from './ui.js';

const ENDED = new Set(['SUCCEEDED', 'FAILED', 'CANCELLED', 'UNDO_FAILED']);
const KEPT = 4;

export const hasEnded = operation => ENDED.has(operation.state);

let followed = [];
const watchers = new Set();

function update(change) {
  followed = change(followed).slice(0, KEPT);
  watchers.forEach(callback => callback(followed));
}

function accepted(answer) {
  const operations = answer?.operations || (answer?.kind ? [answer] : []);
  update(before => [...operations.map(operation => ({ operation })), ...before]);
  return operations;
}

/** Asks for a change and follows what is accepted; throws the problem when it is refused. */
export async function ask(method, path, body, options) {
  return accepted(await change(method, path, body, options));
}

/** The same, with a refusal shown at the foot of the page. */
export async function tell(method, path, body) {
  try {
    return await ask(method, path, body);
  } catch (failure) {
    if (!(failure instanceof Problem)) throw failure;
    update(before => [{ failure }, ...before]);
    return [];
  }
}

export async function renew(id) {
  const operation = await get(`/operations/${encodeURIComponent(id)}`);
  update(before => before.map(entry => (entry.operation?.id === id ? { operation } : entry)));
}

export function Followed() {
  const [entries, setEntries] = useState(followed);
  useEffect(() => {
    watchers.add(setEntries);
    return () => watchers.delete(setEntries);
  }, []);
  useEffect(() => {
    const open = () => followed.filter(entry => entry.operation && !hasEnded(entry.operation)).map(entry => entry.operation.id);
    const renewAll = () => open().forEach(id => renew(id).catch(() => {}));
    const unfollow = feed.follow(event => event.short.startsWith('operation.') && open().includes(event.subject) && renewAll());
    const timer = setInterval(renewAll, 2000);
    return () => {
      unfollow();
      clearInterval(timer);
    };
  }, []);
  if (entries.length === 0) return html`<div class="followed" aria-live="polite"></div>`;
  return html`
    <div class="followed" role="region" aria-label="Your changes">
      <ul aria-live="polite">
        ${entries.map(({ operation, failure }, index) => html`
          <li key=${operation?.id ?? index}>
            ${operation
              ? html`<a href="#/operations/${operation.id}">${operation.kind} ${operation.target?.name}</a>
                  <${State} is=${operation.state} />
                  ${!hasEnded(operation) && html`<progress max="1" value=${operation.progress} aria-label="Progress"></progress>`}
                  <span class="message">${operation.message}</span>`
              : html`<${State} is="FAILED" /> <span class="message">${failure.message} ${failure.advice}</span>`}
          </li>`)}
      </ul>
      <button type="button" class="quiet" onClick=${() => update(() => [])}>Dismiss</button>
    </div>`;
}

/** Shows what would be done, by a dry run, and does it when told so. */
export function Confirm({ title, method = 'POST', path, body, warning, label = 'Do it', onClose }) {
  const [plan, setPlan] = useState(null);
  const [failure, setFailure] = useState(null);
  const [sent, setSent] = useState(false);
  useEffect(() => {
    change(method, `${path}${path.includes('?') ? '&' : '?'}dryRun=true`, body).then(setPlan, setFailure);
  }, []);
  const go = async () => {
    setSent(true);
    try {
      await ask(method, path, body);
      onClose(true);
    } catch (refused) {
      setFailure(refused);
      setSent(false);
    }
  };
  return html`
    <${Dialog} title=${title} onClose=${() => onClose(false)}>
      ${warning && html`<p class="warning">${warning}</p>`}
      ${failure && html`<${Failure} failure=${failure} />`}
      ${!plan && !failure && html`<p role="status">Asking what would be done…</p>`}
      ${plan && html`<p>These steps would be taken:</p><${Plan} plan=${plan} />`}
      <div class="actions">
        <button type="button" class="danger" disabled=${!plan || sent} onClick=${go}>${label}</button>
        <button type="button" onClick=${() => onClose(false)}>Leave it</button>
      </div>
    <//>`;
}

export function Plan({ plan }) {
  return (plan.operations || []).map(operation => html`
    <div class="plan"><strong>${operation.kind} ${operation.targetName}</strong>
      <ol>${operation.steps.map(step => html`<li>${step.description || step.name}</li>`)}</ol>
    </div>`);
}
