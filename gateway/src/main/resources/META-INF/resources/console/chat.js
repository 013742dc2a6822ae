// The bot's WebSocket: what was said, what came of it, and a connection that comes back. Kept while pages change.

import { get, newKey } from './api.js';

const FIRST_PAUSE = 1_000;
const LONGEST_PAUSE = 30_000;
const KEPT = 200;
const SESSION_OVER = 4401;

/** One line and its answers: {id, line, parts, question, done}. Parts are the bot's messages; progress replaces progress. */
export class Chat {
  #user = null;
  #socket = null;
  #timer = null;
  #pause = FIRST_PAUSE;
  #watchers = new Set();
  #completions = new Map();
  entries = [];
  lines = [];
  state = 'idle';

  /** Connects for this user; another one than before sees nothing of what was said. */
  start(user) {
    if (this.#user === user) return;
    this.end();
    this.#user = user;
    this.#connect();
  }

  /** Forgets everything: the user logged out. */
  end() {
    this.#user = null;
    clearTimeout(this.#timer);
    this.#socket?.close();
    this.#socket = null;
    this.entries = [];
    this.lines = [];
    this.#set('idle');
  }

  watch(callback) {
    this.#watchers.add(callback);
    return () => this.#watchers.delete(callback);
  }

  /** Connects at once instead of after the pause. */
  hurry() {
    clearTimeout(this.#timer);
    this.#connect();
  }

  say(line) {
    const entry = { id: newKey(), line, parts: [], question: null, done: null };
    this.entries = [...this.entries, entry].slice(-KEPT);
    this.lines = [...this.lines.filter(earlier => earlier !== line), line].slice(-KEPT);
    if (!this.#send({ type: 'line', id: entry.id, text: line, interactive: true })) {
      entry.parts.push({ type: 'error', text: 'The bot is not connected; nothing was sent.', next: 'Say it again when it is.' });
      entry.done = 'failed';
    }
    this.#tell();
  }

  answer(entry, text) {
    if (!entry.question) return;
    entry.question = null;
    this.#send({ type: 'answer', id: entry.id, text });
    this.#tell();
  }

  /** Stops waiting for a line; what it began goes on. */
  cancel(entry) {
    this.#send({ type: 'cancel', id: entry.id });
  }

  /** How the line could go on at the cursor; a later question makes an earlier one moot, which is never answered. */
  complete(text, cursor) {
    this.#completions.clear();
    const id = newKey();
    return new Promise(answered => {
      this.#completions.set(id, answered);
      this.#send({ type: 'complete', id, text, cursor });
    });
  }

  #connect() {
    if (this.#user === null || this.#socket) return;
    this.#set('connecting');
    const socket = new WebSocket(new URL('/api/v1/chat', location.href.replace(/^http/, 'ws')));
    this.#socket = socket;
    socket.addEventListener('message', event => this.#socket === socket && this.#hear(JSON.parse(event.data)));
    socket.addEventListener('close', event => this.#socket === socket && this.#lose(event));
  }

  #lose(event) {
    this.#socket = null;
    this.#completions.clear();
    this.entries.filter(entry => !entry.done).forEach(entry => {
      entry.question = null;
      entry.done = 'failed';
      entry.parts.push({ type: 'error', text: 'The connection was lost while this ran.', next: 'What was accepted goes on; see /op list.' });
    });
    this.#set('lost');
    // Asks whether the session is over, which leads to the login; a handshake that was refused does not say.
    if (event.code === SESSION_OVER || this.#pause > FIRST_PAUSE) get('/whoami').catch(() => {});
    this.#timer = setTimeout(() => this.#connect(), this.#pause);
    this.#pause = Math.min(2 * this.#pause, LONGEST_PAUSE);
  }

  #hear(message) {
    if (message.type === 'welcome') {
      this.#pause = FIRST_PAUSE;
      this.#set('open');
      return;
    }
    if (message.type === 'completion') {
      this.#completions.get(message.id)?.(message);
      this.#completions.delete(message.id);
      return;
    }
    const entry = this.entries.find(one => one.id === message.id);
    if (!entry) return;
    if (message.type === 'done') {
      entry.done = message.outcome;
      entry.question = null;
    } else if (message.type === 'question') entry.question = message.text;
    else if (message.type === 'progress') {
      const at = entry.parts.findIndex(part => part.operationId === message.operationId);
      if (at < 0) entry.parts.push(message);
      else entry.parts[at] = message;
    } else entry.parts.push(message);
    this.#tell();
  }

  #send(message) {
    if (this.state !== 'open') return false;
    this.#socket.send(JSON.stringify(message));
    return true;
  }

  #set(state) {
    this.state = state;
    this.#tell();
  }

  #tell() {
    this.#watchers.forEach(callback => callback());
  }
}

export const chat = new Chat();
