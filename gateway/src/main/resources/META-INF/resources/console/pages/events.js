import { feed } from '../feed.js';
import { clock, html, Page, State, Table, useEffect, useRef, useState } from '../ui.js';

const KEPT = 500;

const glob = text => new RegExp(text.split(',').map(part => part.trim()).filter(Boolean)
  .map(part => `^${part.replace(/[.+?^${}()|[\]\\]/g, '\\$&').replace(/\*/g, '.*')}$`).join('|') || '');

/** What happened since this page was opened. */
export function Events() {
  const [events, setEvents] = useState([]);
  const [types, setTypes] = useState('');
  const [text, setText] = useState('');
  const [paused, setPaused] = useState(false);
  const stopped = useRef(false);
  stopped.current = paused;
  useEffect(() => feed.follow(event => {
    if (!stopped.current) setEvents(before => [event, ...before].slice(0, KEPT));
  }), []);
  const pattern = glob(types);
  const shown = events.filter(event => pattern.test(event.short) && (!text || JSON.stringify(event).toLowerCase().includes(text.toLowerCase())));
  return html`
    <${Page} title="Events" actions=${html`
        <button type="button" aria-pressed=${paused} onClick=${() => setPaused(!paused)}>${paused ? 'Go on' : 'Pause'}</button>
        <button type="button" onClick=${() => setEvents([])}>Clear</button>`}>
      <form class="filter" role="search" aria-label="Filter events" onSubmit=${event => event.preventDefault()}>
        <label>Types <input type="search" value=${types} placeholder="vm.*, build.finished" onInput=${event => setTypes(event.target.value)} /></label>
        <label>Text <input type="search" value=${text} placeholder="anything in the event" onInput=${event => setText(event.target.value)} /></label>
        <span role="status">${paused ? 'Paused: what happens now is not shown. ' : ''}${shown.length} of ${events.length}</span>
      </form>
      <section class="panel" aria-label="Events since this page was opened">
        ${shown.length === 0
          ? html`<p class="empty">${events.length === 0 ? 'Nothing has happened since you opened this page. Leave it open, or start a VM.' : 'No event matches. Empty the filter to see all.'}</p>`
          : html`<${Table} caption="Events, newest first" rows=${shown} columns=${[
              ['Type', event => event.short],
              ['Time', event => clock(event.time)],
              ['Subject', event => event.data?.name || event.data?.target?.name || event.subject],
              ['Result', event => (event.data?.state || event.data?.outcome ? html`<${State} is=${event.data.state || event.data.outcome} />` : '')],
              ['Details', event => html`<details><summary>show<span class="unseen"> ${event.short}</span></summary><pre>${JSON.stringify(event.data, null, 2)}</pre></details>`],
            ]} />`}
      </section>
    <//>`;
}
