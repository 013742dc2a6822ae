import { get } from '../api.js';
import { html, Page, State, Table, Time, useEffect, useState } from '../ui.js';

const FIELDS = ['actor', 'action', 'target', 'outcome', 'since', 'until'];

const isOperator = me => me.role === 'operator' || me.role === 'admin';

/** What the form says, as the route takes it: times of the reader's clock become times of all. */
const query = fields => {
  const said = new URLSearchParams();
  FIELDS.filter(name => fields.get(name)).forEach(name => {
    const value = fields.get(name);
    said.set(name, name === 'since' || name === 'until' ? new Date(value).toISOString() : value);
  });
  return said.toString();
};

/** Who did or tried what: everybody's for an operator, else one's own. */
export function Audit({ me }) {
  const [asked, setAsked] = useState('');
  const [rows, setRows] = useState(null);
  const [next, setNext] = useState('');
  const [failure, setFailure] = useState(null);
  const read = cursor => get(`/audit?${asked}${cursor && `&cursor=${encodeURIComponent(cursor)}`}`).then(page => {
    setRows(before => [...(cursor ? before : []), ...page.items]);
    setNext(page.nextCursor || '');
    setFailure(null);
  }, setFailure);
  useEffect(() => {
    read('');
  }, [asked]);
  const search = event => {
    event.preventDefault();
    setAsked(query(new FormData(event.target)));
  };
  return html`
    <${Page} title="Audit">
      <form class="filter" role="search" aria-label="Filter the audit trail" onSubmit=${search}>
        ${isOperator(me) && html`<label>Who <input type="search" name="actor" /></label>`}
        <label>What <input type="search" name="action" placeholder="DeleteVm, POST /api/v1/vms" /></label>
        <label>Target <input type="search" name="target" placeholder="id or name" /></label>
        <label>Outcome <select name="outcome"><option value="">any</option><option>accepted</option><option>refused</option></select></label>
        <label>Since <input type="datetime-local" name="since" /></label>
        <label>Until <input type="datetime-local" name="until" /></label>
        <button type="submit">Search</button>
      </form>
      ${failure && html`<p class="wrong" role="alert">${failure.message} ${failure.advice}</p>`}
      <section class="panel" aria-label="Audit trail">
        ${rows && rows.length === 0 && html`<p class="empty">Nothing like that was done or tried.</p>`}
        ${rows && rows.length > 0 && html`<${Table} caption="Audit trail, newest first" rows=${rows} columns=${[
          ['Action', entry => entry.action],
          ['Time', entry => html`<${Time} at=${entry.at} />`],
          ['Who', entry => `${entry.actor}, ${entry.role}`],
          ['Target', entry => entry.targetName || entry.targetId || ''],
          ['Outcome', entry => html`<${State} is=${entry.outcome} /> ${entry.reason || ''}`],
        ]} />`}
        ${next && html`<div class="actions"><button type="button" onClick=${() => read(next)}>Show more</button></div>`}
      </section>
    <//>`;
}
