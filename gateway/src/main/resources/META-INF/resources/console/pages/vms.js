import { html, mib, Page, Panel, State, Table, Time, useResource, useState } from '../ui.js';
import { Actions, mayAct } from './vm-actions.js';

const STATES = ['RUNNING', 'HALTED', 'PAUSED', 'SUSPENDED'];

export function Vms({ me }) {
  const vms = useResource('/vms', { when: /^vm\./ });
  const [text, setText] = useState('');
  const [state, setState] = useState('');
  const [mine, setMine] = useState(false);
  const wanted = vm => (!state || vm.powerState === state) && (!mine || vm.owner === me.user)
    && [vm.name, vm.host, vm.pool, vm.owner, vm.team, vm.type, vm.address].some(field => (field || '').toLowerCase().includes(text.toLowerCase()));
  const shown = { ...vms, data: vms.data && Object.assign(vms.data.filter(wanted), { more: vms.data.more }) };
  const none = vms.data?.length === 0;
  return html`
    <${Page} title="VMs" actions=${me.role !== 'viewer' && html`<a class="button primary" href="#/vms/new">Create VMs</a>`}>
      <form class="filter" role="search" aria-label="Filter VMs" onSubmit=${event => event.preventDefault()}>
        <label>Filter <input type="search" value=${text} placeholder="name, host, owner, type…" onInput=${event => setText(event.target.value)} /></label>
        <label>State <select value=${state} onChange=${event => setState(event.target.value)}>
          <option value="">any</option>${STATES.map(name => html`<option value=${name}>${name.toLowerCase()}</option>`)}
        </select></label>
        <label class="check"><input type="checkbox" checked=${mine} onChange=${event => setMine(event.target.checked)} /> mine only</label>
        <span role="status">${vms.data && `${shown.data.length} of ${vms.data.length}`}</span>
      </form>
      <${Panel} title="All VMs" from=${shown}
        empty=${none ? html`There is no VM yet. <a href="#/vms/new">Create the first</a>` : 'No VM matches. Empty the filter to see all.'}>
        ${rows => html`<${Table} caption="VMs" rows=${rows} columns=${[
          ['Name', vm => html`<a href="#/vms/${vm.id}">${vm.name}</a>`],
          ['State', vm => html`<${State} is=${vm.powerState} />${vm.powerState === 'RUNNING' && !vm.ready ? html` <small>not ready</small>` : ''}`],
          ['Host', vm => vm.host || '–'],
          ['Address', vm => vm.address || '–'],
          ['Type', vm => vm.type || '–'],
          ['VCPUs', vm => vm.vcpus, 'number'],
          ['Memory', vm => mib(vm.memoryMib), 'number'],
          ['Owner', vm => vm.owner || html`<small>not made here</small>`],
          ['Lease ends', vm => (vm.leaseUntil ? html`<${Time} at=${vm.leaseUntil} />` : '–')],
          ['Actions', vm => (mayAct(me, vm) ? html`<${Actions} vm=${vm} me=${me} few />` : ''), 'actions'],
        ]} />`}
      <//>
    <//>`;
}
