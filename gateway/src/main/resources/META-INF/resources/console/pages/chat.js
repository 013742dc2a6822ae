import { chat } from '../chat.js';
import { html, Page, Table, useEffect, useRef, useState } from '../ui.js';

const MOST_CANDIDATES = 12;

const STATES = {
  idle: 'Not connected',
  connecting: 'Connecting to the bot…',
  open: 'Connected to the bot',
  lost: 'The bot is not connected. The page tries again by itself.',
};

/** The commands of every chat, in the page. */
export function Chat({ me }) {
  const [, draw] = useState(0);
  const end = useRef(null);
  useEffect(() => {
    const unwatch = chat.watch(() => draw(count => count + 1));
    chat.start(me.user);
    return unwatch;
  }, []);
  useEffect(() => end.current?.scrollIntoView?.({ block: 'nearest' }), [chat.entries.length, chat.entries.at(-1)?.parts.length]);
  return html`
    <${Page} title="Chat">
      <p role="status" class="chat-state ${chat.state}">${STATES[chat.state]}
        ${chat.state === 'lost' && html` <button type="button" class="quiet" onClick=${() => chat.hurry()}>Connect now</button>`}</p>
      <div class="chat panel" role="log" aria-label="What was said" tabindex="0">
        ${chat.entries.length === 0 && html`<p class="empty">Type <code>/help</code> to see what you may do. Words are completed as you type.</p>`}
        ${chat.entries.map(entry => html`<${Entry} key=${entry.id} entry=${entry} />`)}
        <div ref=${end}></div>
      </div>
      <${Prompt} />
    <//>`;
}

function Entry({ entry }) {
  const running = entry.done ? null : entry.parts.find(part => part.type === 'progress' && !part.ended);
  return html`
    <article class="said" aria-label=${entry.line}>
      <p class="line"><code>${entry.line}</code></p>
      ${entry.parts.map((part, index) => html`<${Part} key=${index} part=${part} line=${entry.line} />`)}
      ${entry.question && html`<${Question} entry=${entry} />`}
      ${running && html`
        <p class="actions"><button type="button" aria-label="Cancel: ${running.text}" onClick=${() => chat.say(`/op cancel id:${running.operationId}`)}>Cancel</button></p>`}
      ${!entry.done && !running && !entry.question && html`
        <p class="message">… <button type="button" class="quiet" onClick=${() => chat.cancel(entry)}>Stop waiting</button></p>`}
    </article>`;
}

function Part({ part, line }) {
  switch (part.type) {
    case 'text': return html`<pre>${part.text}</pre>`;
    case 'table': return html`
      <${Table} caption="Answer to ${line}" rows=${part.rows} keyOf=${row => part.rows.indexOf(row)}
        columns=${part.columns.map((name, index) => [name, row => row[index]])} />`;
    case 'error': return html`<div class="failure"><p><strong>${part.text}</strong></p>${part.next && html`<p>${part.next}</p>`}</div>`;
    // Each step on its way is not read out; its end is.
    case 'progress': return part.ended ? html`<pre>${part.text}</pre>` : html`
      <p aria-live="off"><progress max="1" value=${part.fraction} aria-label=${part.text}></progress> ${part.text}</p>`;
    default: return null;
  }
}

/** Buttons take the focus, so that the keyboard has them and Enter does not mean yes by accident. */
function Question({ entry }) {
  const no = useRef(null);
  useEffect(() => no.current?.focus(), []);
  const answer = text => {
    chat.answer(entry, text);
    document.querySelector('#say')?.focus();
  };
  return html`
    <div class="warning" role="alert">
      <p>${entry.question.replace(/ ?Type yes to do it: ?$/, '')}</p>
      <p class="actions">
        <button type="button" class="danger" onClick=${() => answer('yes')}>Confirm</button>
        <button type="button" ref=${no} onClick=${() => answer('no')}>Cancel</button>
      </p>
    </div>`;
}

/** A combobox (WAI-ARIA): arrows choose a word or, when none is offered, an earlier line; Tab moves on. */
function Prompt() {
  const input = useRef(null);
  const [offer, setOffer] = useState({ start: 0, candidates: [] });
  const [chosen, setChosen] = useState(-1);
  const [earlier, setEarlier] = useState(-1);
  const asked = useRef(0);
  useEffect(() => input.current.focus(), []);
  const close = () => {
    asked.current++;
    setOffer({ start: 0, candidates: [] });
    setChosen(-1);
  };
  const ask = async () => {
    const round = ++asked.current;
    const { value, selectionStart } = input.current;
    setChosen(-1);
    if (value === '') {
      close();
      return;
    }
    const answer = await chat.complete(value, selectionStart);
    if (round === asked.current) setOffer({ start: answer.start, candidates: answer.candidates.slice(0, MOST_CANDIDATES) });
  };
  const take = candidate => {
    const { value, selectionStart } = input.current;
    const head = value.slice(0, offer.start) + candidate.word + (candidate.complete ? ' ' : '');
    input.current.value = head + value.slice(selectionStart).trimStart();
    input.current.setSelectionRange(head.length, head.length);
    input.current.focus();
    ask();
  };
  const recall = step => {
    const at = Math.max(-1, Math.min(chat.lines.length - 1, earlier + step));
    setEarlier(at);
    input.current.value = at < 0 ? '' : chat.lines.at(-1 - at);
  };
  const key = event => {
    const count = offer.candidates.length;
    if (event.key === 'ArrowDown' || event.key === 'ArrowUp') {
      event.preventDefault();
      const step = event.key === 'ArrowDown' ? 1 : -1;
      if (count === 0) recall(-step);
      else setChosen(chosen < 0 && step < 0 ? count - 1 : (chosen + step + count) % count);
    } else if (event.key === 'Escape') close();
    else if (event.key === 'Enter' && chosen >= 0) {
      event.preventDefault();
      take(offer.candidates[chosen]);
    }
  };
  const say = event => {
    event.preventDefault();
    const line = input.current.value.trim();
    if (line === '') return;
    chat.say(line);
    input.current.value = '';
    setEarlier(-1);
    close();
  };
  const open = offer.candidates.length > 0;
  return html`
    <form class="prompt" onSubmit=${say}>
      <div class="field">
        <label for="say">Command</label>
        <input id="say" ref=${input} type="text" role="combobox" autocomplete="off" autocapitalize="off" spellcheck="false"
          maxlength="8000" placeholder="/vm list" aria-expanded=${open ? 'true' : 'false'} aria-controls="offers" aria-autocomplete="list"
          aria-activedescendant=${chosen >= 0 ? `offer-${chosen}` : undefined} onInput=${ask} onKeyDown=${key} />
      </div>
      <button type="submit" class="primary">Send</button>
      <ul id="offers" role="listbox" aria-label="How it could go on" class="offers" hidden=${!open}>
        ${offer.candidates.map((candidate, index) => html`
          <li id="offer-${index}" key=${candidate.word} role="option" aria-selected=${index === chosen ? 'true' : 'false'}
            onMouseDown=${event => {
              event.preventDefault();
              take(candidate);
            }}><code>${candidate.word}</code> <small>${candidate.description}</small></li>`)}
      </ul>
    </form>`;
}
