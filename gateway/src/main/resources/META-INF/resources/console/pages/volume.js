import { url } from '../api.js';
import { Confirm, tell } from '../changes.js';
import { bytes, Facts, html, moment, one, Page, Panel, plural, State, Table, Time, useResource, useState } from '../ui.js';

export function Volume({ me, parts: [id] }) {
  const path = url`/storage/volumes/${id}`;
  const volume = useResource(path, one({ when: /^storage\.volume/ }));
  const health = useResource(`${path}/health`, one({ when: /^storage\.(volume|peer)/, every: 15_000 }));
  const [open, setOpen] = useState('');
  const data = volume.data;
  const may = data && (me.role === 'operator' || me.role === 'admin' || (me.role === 'engineer' && data.owner === me.user));
  const started = data?.status === 'STARTED';
  return html`
    <${Page} title=${data?.name || 'Volume'} back=${['#/storage', 'Storage']} actions=${may && html`<span class="buttons">
        ${!started && html`<button type="button" onClick=${() => tell('POST', `${path}/start`)}>Start</button>`}
        ${started && html`
          <button type="button" onClick=${() => tell('POST', `${path}/check`)}>Check</button>
          <button type="button" onClick=${() => setOpen('heal')}>Heal</button>
          <button type="button" onClick=${() => setOpen('drill')}>Drill</button>
          <button type="button" class="danger" onClick=${() => setOpen('stop')}>Stop</button>`}
        ${!started && html`<button type="button" class="danger" onClick=${() => setOpen('delete')}>Delete</button>`}
      </span>`}>
      <${Panel} title="Health" from=${health} isEmpty=${() => false}>
        ${report => html`
          <p><${State} is=${report.state} /> ${report.summary}</p>
          ${report.findings.length > 0 && html`<ul class="plain">${report.findings.map(finding => html`
            <li><strong>${finding.what}</strong> <span class="message">${finding.todo}</span></li>`)}</ul>`}
          <${Table} caption="Bricks" keyOf=${brick => brick.host + brick.path} rows=${report.bricks} columns=${[
            ['Brick', brick => `${brick.host}:${brick.path}`],
            ['Set', brick => `${brick.set}${brick.arbiter ? ', arbiter' : ''}`],
            ['State', brick => html`<${State} is=${brick.online ? 'ONLINE' : 'OFFLINE'} /> ${brick.why || ''}`],
            ['To heal', brick => brick.toHeal ?? '–', 'number'],
            ['Split brain', brick => brick.splitBrain ?? '–', 'number'],
          ]} />
          ${report.selfHealDaemons.length > 0 && html`<p>Self-heal daemons: ${report.selfHealDaemons.map(daemon =>
            `${daemon.host} ${daemon.state.toLowerCase()}`).join(', ')}</p>`}`}
      <//>
      <${Panel} title="Volume" from=${volume} isEmpty=${() => false}>
        ${view => html`<${Facts} of=${[
          ['State', html`<${State} is=${view.status} />`], ['Class', view.class], ['Layout', view.layout], ['Size', bytes(view.sizeBytes)],
          ['Sets', view.sets.map(set => `set ${set.number} may lose ${plural(set.mayLose, 'brick')}`).join('; ')],
          ['Owner', view.owner], ['Mount', view.mountSource && html`<code>mount -t glusterfs ${view.mountSource} /mnt</code>`],
          ['Created', moment(view.createdAt)], ['Seen', html`<${Time} at=${view.observedAt} />`],
        ]} />`}
      <//>
      ${open === 'heal' && html`<${Confirm} title="Heal ${data.name}" path="${path}/heal" label="Heal" onClose=${() => setOpen('')} />`}
      ${open === 'drill' && html`<${Confirm} title="Drill ${data.name}" path="${path}/drill" body=${{}} label="Stop a brick and bring it back"
        warning="A brick is stopped on purpose. Files stay readable if the volume is what it says; that is what the drill finds out." onClose=${() => setOpen('')} />`}
      ${open === 'stop' && html`<${Confirm} title="Stop ${data.name}" path="${path}/stop" body=${{}} label="Stop it"
        warning="Nobody can use its files until it is started again." onClose=${() => setOpen('')} />`}
      ${open === 'delete' && html`<${Confirm} title="Delete ${data.name}" method="DELETE" path=${path} label="Delete ${data.name}"
        warning="Its files are gone then." onClose=${() => setOpen('')} />`}
    <//>`;
}
