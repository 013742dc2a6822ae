// What happens in the cluster, live: one stream for the whole page. A stream that breaks is taken up where it ended.

import { refusal } from './api.js';

const SILENCE = 45_000; // The gateway says something every 15 s.
const LONGEST_WAIT = 15_000;

/** State: 'idle', 'connecting', 'live', 'lost' (the gateway does not answer), 'silent' (it does, but has no events). */
class Feed {
  #watchers = new Set();
  #followers = new Set();
  #abort = null;
  #lastId = '';
  #attempts = 0;
  #wait = null;
  state = 'idle';
  detail = '';

  watch(callback) {
    this.#watchers.add(callback);
    return () => this.#watchers.delete(callback);
  }

  follow(callback) {
    this.#followers.add(callback);
    return () => this.#followers.delete(callback);
  }

  start() {
    if (this.#abort || this.#wait) return;
    this.#connect();
  }

  stop() {
    this.pause();
    this.#lastId = '';
    this.#become('idle');
  }

  /** Lets go of the connection, and knows where to go on: browsers have few to one place, and a page nobody sees needs none. */
  pause() {
    clearTimeout(this.#wait);
    this.#wait = null;
    this.#abort?.abort('paused');
    this.#abort = null;
  }

  resume() {
    if (this.state !== 'idle') this.start();
  }

  /** Tries at once instead of waiting. */
  hurry() {
    if (!this.#wait) return;
    clearTimeout(this.#wait);
    this.#wait = null;
    this.#connect();
  }

  #become(state, detail = '') {
    const before = this.state;
    if (before === state && this.detail === detail) return;
    this.state = state;
    this.detail = detail;
    this.#watchers.forEach(callback => callback(state, before));
  }

  async #connect() {
    const abort = new AbortController();
    this.#abort = abort;
    this.#wait = null;
    if (this.state === 'idle') this.#become('connecting');
    let outcome = ['lost', 'The gateway does not answer.'];
    let alarm = setTimeout(() => abort.abort('silent'), SILENCE);
    try {
      const headers = { Accept: 'text/event-stream' };
      if (this.#lastId) headers['Last-Event-ID'] = this.#lastId;
      const answer = await fetch('/api/v1/events', { headers, signal: abort.signal, cache: 'no-store' });
      if (answer.ok) {
        this.#attempts = 0;
        this.#become('live');
        const parser = new Lines(event => this.#hand(event));
        const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
        for (let part = await reader.read(); !part.done; part = await reader.read()) {
          clearTimeout(alarm);
          alarm = setTimeout(() => abort.abort('silent'), SILENCE);
          parser.take(part.value);
        }
      } else {
        const problem = await refusal(answer, '/events');
        if (answer.status === 422) this.#lastId = '';
        outcome = answer.status >= 502 && answer.status !== 503 ? outcome : ['silent', problem.message];
      }
    } catch {
      // Told below: the stream broke, or there was none.
    }
    clearTimeout(alarm);
    if (this.#abort !== abort) return;
    this.#abort = null;
    this.#become(...outcome);
    const wait = Math.min(LONGEST_WAIT, 500 * 2 ** this.#attempts++) * (0.75 + Math.random() / 2);
    this.#wait = setTimeout(() => this.#connect(), wait);
  }

  #hand({ id, data }) {
    if (id) this.#lastId = id;
    if (!data) return;
    try {
      const event = JSON.parse(data);
      event.short = (event.type || '').replace(/^org\.vmc\./, '').replace(/\.v\d+$/, '');
      this.#followers.forEach(callback => callback(event));
    } catch {
      // What is no event is nobody's news.
    }
  }
}

/** Server-sent events out of pieces of text. */
class Lines {
  #rest = '';
  #event = { id: '', data: '' };

  constructor(hand) {
    this.hand = hand;
  }

  take(text) {
    const lines = (this.#rest + text).split(/\r\n|\n|\r(?!$)/);
    this.#rest = lines.pop();
    lines.forEach(line => this.#line(line));
  }

  #line(line) {
    if (line === '') {
      this.hand(this.#event);
      this.#event = { id: '', data: '' };
      return;
    }
    const colon = line.indexOf(':');
    const field = colon < 0 ? line : line.slice(0, colon);
    const value = colon < 0 ? '' : line.slice(colon + 1).replace(/^ /, '');
    if (field === 'id') this.#event.id = value;
    if (field === 'data') this.#event.data += (this.#event.data && '\n') + value;
  }
}

export const feed = new Feed();

const UNSEEN = 20_000;
let unseen = null;
addEventListener('pagehide', () => feed.pause());
addEventListener('pageshow', () => feed.resume());
document.addEventListener('visibilitychange', () => {
  clearTimeout(unseen);
  if (document.hidden) unseen = setTimeout(() => feed.pause(), UNSEEN);
  else feed.resume();
});
