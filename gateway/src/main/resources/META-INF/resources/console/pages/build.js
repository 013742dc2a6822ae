import { request, url } from '../api.js';
import { tell } from '../changes.js';
import { bytes, duration, Facts, html, moment, one, Page, Panel, State, Table, useEffect, useRef, useResource, useState } from '../ui.js';
import { outcome } from './builds.js';

const ASK_AGAIN = 1000;
const KEPT = 400_000;
const FROM = { PLANNED: ', from the number of CPUs', REMEMBERED: ', found to be the fastest by earlier builds', TRIED: ', tried to see whether it is faster' };

export function Build({ me, parts: [id] }) {
  const build = useResource(url`/builds/${id}`, one({ when: /^build\./, every: 10_000 }));
  const artifacts = useResource(build.data?.outcome === 'SUCCEEDED' ? url`/builds/${id}/artifacts` : null);
  const data = build.data;
  const may = data && !data.outcome && data.operationId && (me.user === data.owner || me.role === 'operator' || me.role === 'admin');
  return html`
    <${Page} title=${data ? `Build of ${data.source}` : 'Build'} back=${['#/builds', 'Builds']} actions=${may && html`
        <button type="button" class="danger" onClick=${() => tell('POST', url`/operations/${data.operationId}/cancel`)}>Cancel</button>`}>
      <${Panel} title="Result" from=${build} isEmpty=${() => false}>
        ${view => html`<${Facts} of=${[
          ['State', html`<${State} is=${outcome(view)} /> ${view.reason || ''}`],
          ['Operation', view.operationId && html`<a href="#/operations/${view.operationId}">steps</a>`],
          ['Mode', view.mode.toLowerCase()], ['Jobs', view.jobs && `${view.jobs}${FROM[view.jobsFrom] || ''}`], ['Builder', view.builder], ['Compiler', view.compiler],
          ['Began', moment(view.startedAt)], ['Ended', moment(view.finishedAt)], ['Took', duration(view.realMillis)],
          ['Processor time', view.userMillis !== undefined && duration(view.userMillis + (view.systemMillis || 0))],
          ['Compiled by the builder', view.compiledByBuilder], ['Compiled again locally', view.fallbacks],
          ['Load', view.load && html`${view.load} <a href="/api/v1/builds/${encodeURIComponent(id)}/load.csv" download>Samples</a>`],
          ['Files', view.fileCount], ['Manifest SHA-256', view.manifestSha256], ['Owner', view.owner],
        ]} />
        ${view.workers.length > 0 && html`<${Table} caption="Workers" rows=${view.workers} columns=${[
          ['Worker', worker => worker.name], ['Host', worker => worker.hostName || '–'],
          ['State', worker => html`<${State} is=${worker.state} /> ${worker.reason || ''}`],
          ['Compiled', worker => worker.compiled, 'number'], ['Failed', worker => worker.failedAttempts, 'number'],
        ]} />`}`}
      <//>
      ${data?.load && html`
        <section class="panel" aria-labelledby="load-title">
          <h2 id="load-title">Load of its hosts</h2>
          <img class="chart" src="/api/v1/builds/${encodeURIComponent(id)}/load.svg" alt=${data.load} />
        </section>`}
      <${Log} id=${id} />
      ${data?.outcome === 'SUCCEEDED' && html`
        <${Panel} title="Artifacts" from=${artifacts} empty="The recipe keeps no file.">
          ${rows => html`<${Table} caption="Artifacts" keyOf=${file => file.path} rows=${rows} columns=${[
            ['File', file => html`<a href="/api/v1/builds/${encodeURIComponent(id)}/artifacts/${file.path.split('/').map(encodeURIComponent).join('/')}" download>${file.path}</a>`],
            ['Size', file => bytes(file.sizeBytes), 'number'], ['SHA-256', file => html`<code>${file.sha256}</code>`],
          ]} />`}
        <//>`}
    <//>`;
}

/** What the build prints, asked for from where it ended until it is complete. */
function Log({ id }) {
  const [text, setText] = useState('');
  const [state, setState] = useState('Reading the log…');
  const box = useRef(null);
  useEffect(() => {
    const abort = new AbortController();
    let timer = null;
    let offset = 0;
    const decoder = new TextDecoder();
    const read = async () => {
      let wait = ASK_AGAIN;
      try {
        const answer = await request('GET', url`/builds/${id}/log?offset=${offset}`, { accept: 'text/plain', signal: abort.signal });
        const part = decoder.decode(await answer.arrayBuffer(), { stream: true });
        offset = Number(answer.headers.get('X-Next-Offset'));
        if (part) setText(before => (before + part).slice(-KEPT));
        if (answer.headers.get('X-Log-Complete') === 'true') {
          setState('The log is complete.');
          return;
        }
        setState('Following the log.');
        if (part.length > 500_000) wait = 0;
      } catch (failure) {
        if (abort.signal.aborted) return;
        setState(`${failure.message} ${failure.advice}`);
        wait = 3 * ASK_AGAIN;
        if (failure.status === 404) return;
      }
      timer = setTimeout(read, wait);
    };
    read();
    return () => {
      abort.abort();
      clearTimeout(timer);
    };
  }, [id]);
  const follow = useRef(true);
  useEffect(() => {
    if (follow.current) box.current.scrollTop = box.current.scrollHeight;
  }, [text]);
  return html`
    <section class="panel" aria-labelledby="log-title">
      <h2 id="log-title">Log</h2>
      <p role="status">${state}</p>
      <pre class="log" tabindex="0" role="region" aria-label="Log of the build" ref=${box} onScroll=${event => {
        const { scrollTop, scrollHeight, clientHeight } = event.target;
        follow.current = scrollHeight - scrollTop - clientHeight < 20;
      }}>${text || 'Nothing was printed yet.'}</pre>
    </section>`;
}
