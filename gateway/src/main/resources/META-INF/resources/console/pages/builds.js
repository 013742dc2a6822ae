import { ask } from '../changes.js';
import { duration, Failure, Field, filled, html, Page, Panel, State, Table, Time, useResource, useState } from '../ui.js';

export const outcome = build => build.outcome || (build.startedAt ? 'BUILDING' : 'WAITING FOR ITS TURN');

export function Builds({ me }) {
  const builds = useResource('/builds', { when: /^build\./ });
  return html`
    <${Page} title="Builds">
      ${me.role !== 'viewer' && html`<${Start} />`}
      <${Panel} title="All builds" from=${builds} empty="Nothing was built yet. Start a build above.">
        ${rows => html`<${Table} caption="Builds" rows=${rows} columns=${[
          ['Source', build => html`<a href="#/builds/${build.id}">${build.source}</a>`],
          ['Result', build => html`<${State} is=${outcome(build)} />`],
          ['Mode', build => `${build.mode.toLowerCase()}${build.workersWanted ? `, ${build.workersWanted} workers` : ''}`],
          ['Builder', build => build.builder],
          ['Owner', build => build.owner],
          ['Took', build => duration(build.realMillis), 'number'],
          ['Asked for', build => html`<${Time} at=${build.createdAt} />`],
        ]} />`}
      <//>
      <${Campaigns} />
    <//>`;
}

function Campaigns() {
  const campaigns = useResource('/build-campaigns', { when: /^build\./ });
  return html`
    <${Panel} title="Campaigns" from=${campaigns} empty="No source was built again and again yet: /build campaign run in the chat.">
      ${rows => html`<${Table} caption="Campaigns" rows=${rows} columns=${[
        ['Source', campaign => html`<a href="#/builds/campaigns/${campaign.id}">${campaign.source}</a>`],
        ['State', campaign => html`<${State} is=${campaign.state} />`],
        ['Kind', campaign => campaign.kind],
        ['Builds', campaign => `${campaign.measuredRuns} of ${campaign.plannedRuns}`, 'number'],
        ['Found', campaign => campaign.results.join('; ')],
        ['Owner', campaign => campaign.owner],
        ['Asked for', campaign => html`<${Time} at=${campaign.createdAt} />`],
      ]} />`}
    <//>`;
}

function Start() {
  const sources = useResource('/sources');
  const [mode, setMode] = useState('distributed');
  const [failure, setFailure] = useState(null);
  const submit = async event => {
    event.preventDefault();
    const body = filled(event.target);
    ['workers', 'jobs'].forEach(name => body[name] !== undefined && (body[name] = Number(body[name])));
    setFailure(null);
    try {
      await ask('POST', '/builds', body);
    } catch (refused) {
      setFailure(refused);
    }
  };
  return html`
    <section class="panel" aria-labelledby="start-title">
      <h2 id="start-title">Start a build</h2>
      ${sources.failure && html`<${Failure} failure=${sources.failure} again=${sources.reload} />`}
      <form class="inline" onSubmit=${submit}>
        <${Field} name="source" label="Source" required problem=${failure}>
          ${(sources.data || []).map(source => html`<option value=${source.name}>${source.name} ${source.version}</option>`)}
        <//>
        <${Field} name="mode" label="Mode" value=${mode} onChange=${event => setMode(event.target.value)} problem=${failure}>
          <option value="distributed">distributed</option><option value="local">local</option>
        <//>
        ${mode === 'distributed' && html`<${Field} name="workers" label="Workers" type="number" min="1" max="16" value="3" problem=${failure} />`}
        <${Field} name="jobs" label="Jobs" type="number" min="1" max="256" placeholder="chosen" problem=${failure} />
        <button type="submit" class="primary">Build</button>
      </form>
      ${failure && html`<p class="wrong" role="alert">${failure.message} ${failure.advice}</p>`}
    </section>`;
}
