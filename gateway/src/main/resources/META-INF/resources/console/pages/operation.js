import { url } from '../api.js';
import { hasEnded, tell } from '../changes.js';
import { Facts, html, moment, one, Page, Panel, State, Table, useResource } from '../ui.js';

const LINKS = { vm: 'vms', volume: 'storage/volumes', build: 'builds' };

export function Operation({ me, parts: [id] }) {
  const operation = useResource(url`/operations/${id}`, one({ when: /^operation\./, every: 3000 }));
  const data = operation.data;
  const may = data && !hasEnded(data) && data.state !== 'CANCELLING' && data.state !== 'UNDOING'
    && (me.user === data.actor || me.role === 'operator' || me.role === 'admin');
  const link = data && LINKS[data.target?.type];
  return html`
    <${Page} title=${data ? `${data.kind} ${data.target?.name || ''}` : 'Operation'} back=${['#/operations', 'Operations']}
      actions=${may && html`<button type="button" class="danger" onClick=${() =>
        tell('POST', url`/operations/${id}/cancel`).then(operation.reload)}>Cancel</button>`}>
      <${Panel} title="Progress" from=${operation} isEmpty=${() => false}>
        ${view => html`
          <div role="status">
            <p><${State} is=${view.state} /> ${view.message}</p>
            ${!hasEnded(view) && html`<progress max="1" value=${view.progress} aria-label="Progress"></progress> ${Math.round(view.progress * 100)} %`}
          </div>
          ${view.problem && html`<p class="wrong"><strong>${view.problem.title || 'It did not succeed'}</strong> ${view.problem.detail}</p>`}
          <${Facts} of=${[
            ['Target', link ? html`<a href="#/${link}/${view.target.id}">${view.target.name}</a>` : view.target?.name],
            ['By', `${view.actor}${view.team ? `, ${view.team}` : ''}, from ${view.cause}`],
            ['Asked for', moment(view.createdAt)], ['Began', moment(view.startedAt)], ['Ended', moment(view.finishedAt)],
            ...Object.entries(view.result || {}),
          ]} />`}
      <//>
      ${data && html`
        <section class="panel" aria-labelledby="steps-title">
          <h2 id="steps-title">Steps</h2>
          <${Table} caption="Steps" keyOf=${step => step.name} rows=${data.steps} columns=${[
            ['Step', step => step.description || step.name],
            ['State', step => html`<${State} is=${step.state} />`],
            ['Message', step => step.message || ''],
            ['Began', step => moment(step.startedAt)],
            ['Ended', step => moment(step.finishedAt)],
          ]} />
        </section>`}
    <//>`;
}
