// A vt100 console in xterm.js.

import { Terminal } from './lib/xterm.js';
import { FitAddon } from './lib/addon-fit.js';

/**
 * xterm.js keeps its sizes and colours in <style> elements, which the page's policy forbids. It gets elements that fill
 * constructed style sheets instead, which are allowed and do the same.
 */
class StyleStandIn extends HTMLElement {
  #sheet = new CSSStyleSheet();

  connectedCallback() {
    document.adoptedStyleSheets = [...document.adoptedStyleSheets, this.#sheet];
  }

  disconnectedCallback() {
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter(sheet => sheet !== this.#sheet);
  }

  get textContent() {
    return '';
  }

  set textContent(rules) {
    this.#sheet.replaceSync(rules);
  }

  get innerHTML() {
    return '';
  }

  set innerHTML(rules) {
    this.textContent = rules;
  }
}

customElements.define('style-stand-in', StyleStandIn);
const createElement = document.createElement.bind(document);
document.createElement = (name, options) => createElement(String(name).toLowerCase() === 'style' ? 'style-stand-in' : name, options);

const sheet = new Promise((done, failed) => {
  const link = Object.assign(createElement('link'), { rel: 'stylesheet', href: 'lib/xterm.css', onload: done, onerror: failed });
  document.head.append(link);
});

/** Draws the console of a socket into a box. Returns what closes both. */
export function open(box, socket, leave) {
  const terminal = new Terminal({ cursorBlink: false, fontSize: 14, screenReaderMode: true, scrollback: 5000,
    fontFamily: 'ui-monospace, "DejaVu Sans Mono", Menlo, Consolas, monospace' });
  const fit = new FitAddon();
  terminal.loadAddon(fit);
  const refit = () => fit.fit();
  sheet.then(() => {
    terminal.open(box);
    refit();
    terminal.focus();
    addEventListener('resize', refit);
  });
  terminal.attachCustomKeyEventHandler(event => {
    if (event.type === 'keydown' && event.key === 'Escape' && event.shiftKey) {
      leave();
      return false;
    }
    return true;
  });
  const encoder = new TextEncoder();
  const send = bytes => socket.readyState === WebSocket.OPEN && socket.send(bytes);
  terminal.onData(text => send(encoder.encode(text)));
  terminal.onBinary(text => send(Uint8Array.from(text, letter => letter.charCodeAt(0))));
  socket.addEventListener('message', event => terminal.write(new Uint8Array(event.data)));
  return () => {
    removeEventListener('resize', refit);
    socket.close();
    terminal.dispose();
  };
}
