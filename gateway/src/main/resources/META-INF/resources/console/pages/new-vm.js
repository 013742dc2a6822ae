import { change } from '../api.js';
import { ask, Plan } from '../changes.js';
import { Failure, Field, filled, html, mib, Page, State, Table, useResource, useState } from '../ui.js';

const NUMBERS = ['count'];

function wish(form) {
  const fields = filled(form);
  NUMBERS.forEach(name => fields[name] !== undefined && (fields[name] = Number(fields[name])));
  if (fields.apart) fields.apart = true;
  return fields;
}

/** Nothing is created before its placement was shown: a changed form asks for another look. */
export function NewVm() {
  const types = useResource('/types');
  const templates = useResource('/templates');
  const roles = useResource('/roles');
  const [preview, setPreview] = useState(null);
  const [failure, setFailure] = useState(null);
  const [busy, setBusy] = useState(false);
  const look = async event => {
    event.preventDefault();
    const body = wish(event.target);
    setBusy(true);
    setFailure(null);
    try {
      setPreview({ body, answer: await change('POST', '/vms?dryRun=true', body) });
    } catch (refused) {
      setPreview(null);
      setFailure(refused);
    }
    setBusy(false);
  };
  const create = async () => {
    setBusy(true);
    try {
      await ask('POST', '/vms', preview.body);
      location.hash = '#/vms';
    } catch (refused) {
      setFailure(refused);
      setBusy(false);
    }
  };
  const unread = types.failure || templates.failure;
  const own = failure?.errors.filter(error => !['name', 'template', 'type', 'count', 'lease', 'role', 'placement'].includes(error.field));
  return html`
    <${Page} title="Create VMs" back=${['#/vms', 'VMs']}>
      ${unread && html`<${Failure} failure=${unread} />`}
      <form class="panel" onSubmit=${look} onInput=${() => setPreview(null)}>
        <div class="fields">
          <${Field} name="name" label="Name" required problem=${failure} hint="Several get a number each" />
          <${Field} name="template" label="Template" required problem=${failure}>
            ${(templates.data || []).map(template => html`<option value=${template.name}>${template.name}</option>`)}
          <//>
          <${Field} name="type" label="Type" required problem=${failure}>
            ${(types.data || []).map(type => html`<option value=${type.name}>${type.name} – ${type.vcpus} VCPU, ${mib(type.memoryMib)}</option>`)}
          <//>
          <${Field} name="count" label="How many" type="number" min="1" max="50" value="1" problem=${failure} />
          <${Field} name="lease" label="Lease" placeholder="8h" hint="Such as 90m, 8h, 3d; empty for none" problem=${failure} />
          <${Field} name="role" label="Role" problem=${failure} hint="What it will load most">
            <option value="">as the template says</option>
            ${(roles.data || []).map(role => html`<option value=${role.name}>${role.name}</option>`)}
          <//>
          <${Field} name="placement" label="Placement" problem=${failure}>
            <option value="">as configured</option><option value="spread">spread over hosts</option><option value="pack">packed on few</option>
          <//>
          <div class="field check"><label><input type="checkbox" name="apart" value="true" /> each on a host of its own</label></div>
        </div>
        ${failure && (failure.errors.length === 0 || own.length > 0) && html`<${Failure} failure=${failure} />`}
        ${failure && failure.errors.length > 0 && own.length === 0 && html`<p class="wrong" role="alert">${failure.message}</p>`}
        <div class="actions"><button type="submit" class=${preview ? '' : 'primary'} disabled=${busy}>Show where they would go</button></div>
      </form>
      <div aria-live="polite">
        ${preview && html`
          <section class="panel" aria-labelledby="placement-title">
            <h2 id="placement-title">Where they would go</h2>
            ${(preview.answer.placements || []).map(placement => html`
              <h3>${placement.name} → ${placement.host || 'no host'}</h3>
              <${Table} caption="Hosts looked at for ${placement.name}" keyOf=${verdict => verdict.host} rows=${placement.verdicts} columns=${[
                ['Host', verdict => verdict.host],
                ['Verdict', verdict => html`<${State} is=${verdict.verdict} />`],
                ['Why', verdict => verdict.reason],
              ]} />`)}
            <details><summary>The steps</summary><${Plan} plan=${preview.answer} /></details>
            <div class="actions"><button type="button" class="primary" disabled=${busy} onClick=${create}>Create</button></div>
          </section>`}
      </div>
    <//>`;
}
