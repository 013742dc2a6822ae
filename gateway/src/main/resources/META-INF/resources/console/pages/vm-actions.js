import { url } from '../api.js';
import { Confirm, tell } from '../changes.js';
import { Dialog, Field, filled, html, useResource, useState } from '../ui.js';

/** What XAPI says is allowed, and what that is here. */
const ACTIONS = [
  ['start', 'Start', ['start']],
  ['resume', 'Resume', ['resume']],
  ['unpause', 'Unpause', ['unpause']],
  ['stop', 'Stop', ['clean_shutdown', 'hard_shutdown']],
  ['reboot', 'Reboot', ['clean_reboot', 'hard_reboot']],
  ['pause', 'Pause', ['pause']],
  ['suspend', 'Suspend', ['suspend']],
  ['migrate', 'Migrate', ['pool_migrate']],
];
const FEW = 2;

const isOperator = me => me.role === 'operator' || me.role === 'admin';

export const mayAct = (me, vm) => isOperator(me) || (me.role === 'engineer' && vm.managed && vm.owner === me.user);

export function Actions({ vm, me, few }) {
  const [open, setOpen] = useState('');
  const allowed = ACTIONS.filter(([, , words]) => words.some(word => vm.allowedOperations.includes(word)));
  const shown = few ? allowed.slice(0, FEW) : allowed;
  const path = url`/vms/${vm.id}`;
  const act = name => (name === 'migrate' ? setOpen(name) : tell('POST', `${path}/${name}`));
  return html`
    <span class="buttons">
      ${shown.map(([name, title]) => html`
        <button type="button" onClick=${() => act(name)}>${title}<span class="unseen"> ${vm.name}</span></button>`)}
      ${!few && isOperator(me) && allowed.some(([name]) => name === 'stop')
        && html`<button type="button" class="danger" onClick=${() => setOpen('force')}>Cut power</button>`}
      ${!few && html`<button type="button" class="danger" onClick=${() => setOpen('delete')}>Delete</button>`}
    </span>
    ${open === 'migrate' && html`<${Migrate} vm=${vm} onClose=${() => setOpen('')} />`}
    ${open === 'force' && html`<${Confirm} title="Cut the power of ${vm.name}" path="${path}/stop" body=${{ force: true }}
      warning="Its guest is not asked: what it has not written is lost." label="Cut power" onClose=${() => setOpen('')} />`}
    ${open === 'delete' && html`<${Confirm} title="Delete ${vm.name}" method="DELETE" path=${path}
      warning="Its disks and snapshots go with it and cannot be brought back." label="Delete ${vm.name}" onClose=${() => setOpen('')} />`}`;
}

function Migrate({ vm, onClose }) {
  const hosts = useResource('/hosts');
  const choices = (hosts.data || []).filter(host => host.pool === vm.pool && host.name !== vm.host && host.live && host.enabled);
  const submit = event => {
    event.preventDefault();
    tell('POST', url`/vms/${vm.id}/migrate`, filled(event.target));
    onClose();
  };
  return html`
    <${Dialog} title="Migrate ${vm.name}" onClose=${onClose}>
      <form onSubmit=${submit}>
        <${Field} name="host" label="To host" required>
          ${choices.map(host => html`<option value=${host.name}>${host.name}</option>`)}
        <//>
        ${hosts.data && choices.length === 0 && html`<p class="empty">No other host of ${vm.pool} is open.</p>`}
        <div class="actions">
          <button type="submit" class="primary" disabled=${choices.length === 0}>Migrate</button>
          <button type="button" onClick=${onClose}>Leave it</button>
        </div>
      </form>
    <//>`;
}
