import { url } from '../api.js';
import { Confirm, tell } from '../changes.js';
import { bytes, Facts, Field, filled, html, mib, moment, one, Page, Panel, State, Table, Time, useResource, useState } from '../ui.js';
import { Actions, mayAct } from './vm-actions.js';

export function Vm({ me, parts: [id] }) {
  const vm = useResource(url`/vms/${id}`, one({ when: /^vm\./ }));
  const managed = vm.data?.managed;
  const disks = useResource(managed ? url`/vms/${id}/disks` : null, { when: /^vm\.(disk|snap|rever|restor)/ });
  const snapshots = useResource(managed ? url`/vms/${id}/snapshots` : null, { when: /^vm\.(snap|revert)/ });
  const may = vm.data && mayAct(me, vm.data);
  const running = vm.data?.powerState === 'RUNNING';
  return html`
    <${Page} title=${vm.data?.name || 'VM'} back=${['#/vms', 'VMs']}
      actions=${may && html`<${Actions} vm=${vm.data} me=${me} />`}>
      <${Panel} title="State" from=${vm} isEmpty=${() => false} actions=${may && running && html`
        <a class="button" href="#/vms/${id}/screen/vt100">Open console</a>
        <a class="button" href="#/vms/${id}/screen/rfb">Open screen</a>`}>
        ${data => html`<${Facts} of=${[
          ['Power', html`<${State} is=${data.powerState} /> ${running && (data.ready ? 'ready' : 'not ready yet')}`],
          ['Address', data.address], ['Host', data.host], ['Pool', data.pool], ['Type', data.type],
          ['VCPUs', data.vcpus], ['Memory', mib(data.memoryMib)], ['Template', data.template], ['Role', data.role],
          ['Ready when', data.probe], ['Owner', data.owner && `${data.owner}${data.team ? `, ${data.team}` : ''}`],
          ['Created', moment(data.createdAt)], ['Lease ends', data.leaseUntil && html`${moment(data.leaseUntil)} (<${Time} at=${data.leaseUntil} />)`],
          ['UUID', data.uuid], ['The pool allows', data.allowedOperations.join(', ')],
          ['Seen', html`<${Time} at=${data.observedAt} />`],
        ]} />
        ${!data.managed && html`<p class="empty">This VM was not made here. An operator can claim it: <code>/vm claim</code>.</p>`}`}
      <//>
      ${managed && html`
        <${Panel} title="Disks" from=${disks} empty="It has no disk.">
          ${rows => html`<${Table} caption="Disks" rows=${rows} columns=${[
            ['Disk', disk => disk.name], ['Device', disk => disk.device], ['Size', disk => bytes(disk.sizeBytes), 'number'],
            ['Used', disk => bytes(disk.usedBytes), 'number'], ['Storage', disk => disk.storage],
            ['Plugged', disk => (disk.plugged ? 'yes' : 'no')],
          ]} />`}
        <//>
        <${Snapshots} id=${id} from=${snapshots} may=${may} />
        ${may && html`<${Lease} id=${id} vm=${vm.data} />`}`}
    <//>`;
}

function Snapshots({ id, from, may }) {
  const [open, setOpen] = useState(null);
  const take = event => {
    event.preventDefault();
    const fields = filled(event.target);
    tell('POST', url`/vms/${id}/snapshots`, { name: fields.snapshot, memory: fields.memory === 'true' });
    event.target.reset();
  };
  return html`
    <${Panel} title="Snapshots" from=${from} empty="It has no snapshot. Take one before what may go wrong.">
      ${rows => html`<${Table} caption="Snapshots" rows=${rows} columns=${[
        ['Snapshot', snapshot => snapshot.name],
        ['Taken', snapshot => html`<${Time} at=${snapshot.takenAt} />`],
        ['With memory', snapshot => (snapshot.memory ? 'yes' : 'no')],
        ['Actions', snapshot => may && html`<span class="buttons">
          <button type="button" onClick=${() => setOpen(['revert', snapshot])}>Revert<span class="unseen"> to ${snapshot.name}</span></button>
          <button type="button" class="danger" onClick=${() => setOpen(['delete', snapshot])}>Delete<span class="unseen"> ${snapshot.name}</span></button></span>`, 'actions'],
      ]} />`}
    <//>
    ${may && html`
      <form class="inline" aria-label="Take a snapshot" onSubmit=${take}>
        <${Field} name="snapshot" label="New snapshot" required />
        <label class="check"><input type="checkbox" name="memory" value="true" /> with memory</label>
        <button type="submit">Take it</button>
      </form>`}
    ${open?.[0] === 'revert' && html`<${Confirm} title="Revert to ${open[1].name}" path=${url`/vms/${id}/snapshots/${open[1].name}/revert`}
      warning="What the VM has done since is lost." label="Revert" onClose=${() => setOpen(null)} />`}
    ${open?.[0] === 'delete' && html`<${Confirm} title="Delete snapshot ${open[1].name}" method="DELETE"
      path=${url`/vms/${id}/snapshots/${open[1].name}`} label="Delete" onClose=${() => setOpen(null)} />`}`;
}

function Lease({ id, vm }) {
  const extend = event => {
    event.preventDefault();
    tell('POST', url`/vms/${id}/extend`, filled(event.target));
  };
  return html`
    <section class="panel" aria-labelledby="lease-title">
      <h2 id="lease-title">Lease</h2>
      <p>${vm.leaseUntil ? html`Ends ${moment(vm.leaseUntil)}; then the VM is halted, and later deleted.` : 'It has no lease and stays until it is deleted.'}</p>
      ${vm.leaseUntil && html`<form class="inline" aria-label="Extend the lease" onSubmit=${extend}>
        <${Field} name="by" label="Extend by" value="8h" required />
        <button type="submit">Extend</button>
      </form>`}
    </section>`;
}
