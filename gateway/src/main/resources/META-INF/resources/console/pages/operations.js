import { hasEnded } from '../changes.js';
import { html, moment, Page, Panel, State, Table, Time, useResource, useState } from '../ui.js';

const STATES = ['PENDING', 'RUNNING', 'CANCELLING', 'UNDOING', 'SUCCEEDED', 'FAILED', 'CANCELLED', 'UNDO_FAILED'];

export function Operations() {
  const [state, setState] = useState('');
  const operations = useResource(`/operations${state && `?state=${state}`}`, { when: /^operation\./ });
  return html`
    <${Page} title="Operations">
      <form class="filter" aria-label="Filter operations" onSubmit=${event => event.preventDefault()}>
        <label>State <select value=${state} onChange=${event => setState(event.target.value)}>
          <option value="">any</option>${STATES.map(name => html`<option value=${name}>${name.toLowerCase().replace('_', ' ')}</option>`)}
        </select></label>
      </form>
      <${Panel} title="Newest first" from=${operations}
        empty=${state ? 'No operation is in this state. Choose another.' : 'Nothing was asked for yet. Every change shows here.'}>
        ${rows => html`<${Table} caption="Operations" rows=${rows} columns=${[
          ['Operation', operation => html`<a href="#/operations/${operation.id}">${operation.kind}</a>`],
          ['Target', operation => operation.target?.name || '–'],
          ['State', operation => html`<${State} is=${operation.state} />`],
          ['Progress', operation => (hasEnded(operation) ? '–' : html`<progress max="1" value=${operation.progress} aria-label="Progress of ${operation.kind} ${operation.target?.name}"></progress>`)],
          ['Message', operation => operation.message],
          ['By', operation => `${operation.actor}, ${operation.cause}`],
          ['Asked for', operation => html`<${Time} at=${operation.createdAt} />`],
          ['Ended', operation => moment(operation.finishedAt) || '–'],
        ]} />`}
      <//>
    <//>`;
}
