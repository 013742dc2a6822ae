import { tell } from '../changes.js';
import { Facts, html, moment, one, Page, Panel, State, Table, useResource } from '../ui.js';
import { url } from '../api.js';

const seconds = value => (value === undefined ? '–' : `${value.toFixed(2)} s`);
const chartsOf = kind => ['histogram', 'runs', kind === 'compare' ? 'comparison' : 'sweep'];
const TITLES = { histogram: 'Histogram', runs: 'Runs in sequence', comparison: 'Comparison', sweep: 'Time against jobs' };

export function Campaign({ me, parts: [id] }) {
  const campaign = useResource(url`/build-campaigns/${id}`, one({ when: /^build\./, every: 10_000 }));
  const operations = useResource(url`/operations?target=${id}`, one({ when: /^operation\./ }));
  const data = campaign.data;
  const operation = operations.data?.items?.[0];
  const may = data && !data.endedAt && operation && (me.user === data.owner || me.role === 'operator' || me.role === 'admin');
  return html`
    <${Page} title=${data ? `Campaign: ${data.source}` : 'Campaign'} back=${['#/builds', 'Builds']} actions=${may && html`
        <button type="button" class="danger" onClick=${() => tell('POST', url`/operations/${operation.id}/cancel`)}>Cancel</button>`}>
      <${Panel} title="Result" from=${campaign} isEmpty=${() => false}>
        ${view => html`<${Facts} of=${[
          ['State', html`<${State} is=${view.state} /> ${view.reason || ''}`],
          ['Found', view.results.join('; ')], ['Kind', view.kind], ['Builder', view.builder], ['Owner', view.owner],
          ['Builds', `${view.measuredRuns} of ${view.plannedRuns}${view.failedRuns ? `, ${view.failedRuns} failed` : ''}`],
          ['Began', moment(view.createdAt)], ['Ended', moment(view.endedAt)],
        ]} />
        <${Table} caption="Ways of building" rows=${view.variants} keyOf=${variant => variant.label} columns=${[
          ['Way', variant => variant.label], ['Builds', variant => variant.summary?.n ?? 0, 'number'],
          ['Least', variant => seconds(variant.summary?.min), 'number'], ['Mean', variant => seconds(variant.summary?.mean), 'number'],
          ['SD', variant => seconds(variant.summary?.standardDeviation), 'number'],
          ['Median', variant => seconds(variant.summary?.median), 'number'], ['p95', variant => seconds(variant.summary?.p95), 'number'],
          ['Most', variant => seconds(variant.summary?.max), 'number'], ['Outliers', variant => variant.outliers.length, 'number'],
        ]} />
        <p><a href="/api/v1/build-campaigns/${encodeURIComponent(id)}/runs.csv" download>Times as CSV</a></p>
        ${view.measuredRuns > 0 && chartsOf(view.kind).map(chart => html`
          <h3>${TITLES[chart]}</h3>
          <img class="chart" key=${`${chart}-${view.measuredRuns}`} alt="${TITLES[chart]}; the figures are in the table above"
            src="/api/v1/build-campaigns/${encodeURIComponent(id)}/${chart}.svg" />`)}`}
      <//>
    <//>`;
}
