import { url } from '../api.js';
import { tell } from '../changes.js';
import { Dialog, Field, filled, html, Meter, mib, Page, Panel, State, Table, Time, useResource, useState } from '../ui.js';
import { mayAct } from './vm-actions.js';

/** Who may use how much, for how long, and who has to agree. */
export function Governance({ me }) {
  const approvals = useResource('/approvals', { when: /^vm\.approval/ });
  const vms = useResource('/vms', { when: /^vm\./ });
  const quotas = useResource('/quotas', { when: /^vm\./ });
  const [rejecting, setRejecting] = useState(null);
  const leases = vms.data && { ...vms, data: vms.data.filter(vm => vm.leaseUntil).sort((a, b) => a.leaseUntil.localeCompare(b.leaseUntil)) };
  const decide = (approval, verb, body) => tell('POST', url`/approvals/${approval.id}/${verb}`, body).then(approvals.reload);
  const share = (title, part, show = count => count) => [title, quota => (quota[part].limit === undefined
    ? `${show(quota[part].used)}, no limit`
    : html`<${Meter} label="${title} of ${quota.team || 'no team'}" value=${quota[part].used} most=${quota[part].limit}
        text="${show(quota[part].used)} of ${show(quota[part].limit)}" />`)];
  return html`
    <${Page} title="Approvals and quotas">
      <${Panel} title="Approvals" from=${approvals} empty="Nothing waits for an approval, and nothing did lately.">
        ${rows => html`<${Table} caption="Approvals" rows=${rows} columns=${[
          ['What', approval => approval.summary],
          ['Why it waits', approval => approval.reasons],
          ['Asked by', approval => `${approval.requester}${approval.team ? `, ${approval.team}` : ''}`],
          ['Decided by', approval => approval.decidedBy || approval.by],
          ['State', approval => html`<${State} is=${approval.state} /> ${approval.reason || ''}`],
          ['Until', approval => html`<${Time} at=${approval.expiresAt} />`],
          ['Actions', approval => approval.yours && approval.state === 'WAITING' && html`<span class="buttons">
            <button type="button" onClick=${() => decide(approval, 'approve')}>Approve<span class="unseen"> ${approval.summary}</span></button>
            <button type="button" class="danger" onClick=${() => setRejecting(approval)}>Reject<span class="unseen"> ${approval.summary}</span></button></span>`, 'actions'],
        ]} />`}
      <//>
      <${Panel} title="Leases" from=${leases || vms} empty="No VM has a lease: all stay until somebody deletes them.">
        ${rows => html`<${Table} caption="Leases, the next to end first" rows=${rows} columns=${[
          ['VM', vm => html`<a href="#/vms/${vm.id}">${vm.name}</a>`],
          ['Owner', vm => vm.owner],
          ['Ends', vm => html`<${Time} at=${vm.leaseUntil} />`],
          ['Actions', vm => mayAct(me, vm) && html`<button type="button" onClick=${() =>
            tell('POST', url`/vms/${vm.id}/extend`, { by: '8h' })}>Extend by 8 h<span class="unseen"> ${vm.name}</span></button>`, 'actions'],
        ]} />`}
      <//>
      <${Panel} title="Quotas" from=${quotas} empty="No team has a quota.">
        ${rows => html`<${Table} caption="Quotas" keyOf=${quota => quota.team} rows=${rows} columns=${[
          ['Team', quota => quota.team || 'no team'],
          share('VMs', 'vms'), share('VCPUs', 'vcpus'), share('Memory', 'memoryMib', mib), share('Snapshots', 'snapshots'),
        ]} />`}
      <//>
      ${rejecting && html`
        <${Dialog} title="Reject: ${rejecting.summary}" onClose=${() => setRejecting(null)}>
          <form onSubmit=${event => {
            event.preventDefault();
            decide(rejecting, 'reject', filled(event.target));
            setRejecting(null);
          }}>
            <${Field} name="reason" label="Reason" hint="The requester reads it" required />
            <div class="actions"><button type="submit" class="danger">Reject</button>
              <button type="button" onClick=${() => setRejecting(null)}>Leave it</button></div>
          </form>
        <//>`}
    <//>`;
}
