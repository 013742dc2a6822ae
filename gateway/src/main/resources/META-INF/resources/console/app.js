// The frame around all pages: who is logged in, where one is, and whether what is shown is live.

import { render } from './lib/preact.js';
import { change, get, onLoggedOut } from './api.js';
import { Followed } from './changes.js';
import { chat } from './chat.js';
import { feed } from './feed.js';
import { html, useEffect, useRef, useState } from './ui.js';
import { Login } from './pages/login.js';
import { Overview } from './pages/overview.js';
import { Vms } from './pages/vms.js';
import { NewVm } from './pages/new-vm.js';
import { Vm } from './pages/vm.js';
import { Screen } from './pages/screen.js';
import { Storage } from './pages/storage.js';
import { Volume } from './pages/volume.js';
import { Builds } from './pages/builds.js';
import { Build } from './pages/build.js';
import { Campaign } from './pages/campaign.js';
import { Operations } from './pages/operations.js';
import { Operation } from './pages/operation.js';
import { Events } from './pages/events.js';
import { Audit } from './pages/audit.js';
import { Governance } from './pages/governance.js';
import { Chat } from './pages/chat.js';

const PAGES = [
  ['overview', 'Overview'],
  ['vms', 'VMs'],
  ['storage', 'Storage'],
  ['builds', 'Builds'],
  ['operations', 'Operations'],
  ['events', 'Events'],
  ['audit', 'Audit'],
  ['governance', 'Approvals and quotas'],
  ['chat', 'Chat'],
];

const ROUTES = [
  [/^overview$/, Overview],
  [/^vms$/, Vms],
  [/^vms\/new$/, NewVm],
  [/^vms\/([^/]+)$/, Vm],
  [/^vms\/([^/]+)\/screen\/(vt100|rfb)$/, Screen],
  [/^storage$/, Storage],
  [/^storage\/volumes\/([^/]+)$/, Volume],
  [/^builds$/, Builds],
  [/^builds\/([^/]+)$/, Build],
  [/^builds\/campaigns\/([^/]+)$/, Campaign],
  [/^operations$/, Operations],
  [/^operations\/([^/]+)$/, Operation],
  [/^events$/, Events],
  [/^audit$/, Audit],
  [/^governance$/, Governance],
  [/^chat$/, Chat],
];

const here = () => location.hash.replace(/^#\/?/, '').split('?')[0] || 'overview';

function App() {
  const [session, setSession] = useState(null);
  const [over, setOver] = useState('');
  useEffect(() => {
    const look = () => get('/session').then(setSession, failure => {
      setSession({ loggedIn: false, failure });
      setTimeout(look, 3000);
    });
    look();
    onLoggedOut(() => {
      setOver('Your session is over, or its token was revoked. Log in again; this page will be where it was.');
      setSession({ loggedIn: false });
    });
  }, []);
  useEffect(() => {
    if (session?.loggedIn) feed.start();
    else {
      feed.stop();
      chat.end();
    }
  }, [session?.loggedIn]);
  if (session === null) return html`<p class="before" role="status">Loading…</p>`;
  if (!session.loggedIn) {
    return html`<${Login} why=${over} failure=${session.failure} onLogin=${fresh => {
      setOver('');
      setSession(fresh);
    }} />`;
  }
  return html`<${Frame} me=${session} logOut=${async () => {
    await change('DELETE', '/session').catch(() => {});
    setOver('You are logged out.');
    setSession({ loggedIn: false });
  }} />`;
}

function Frame({ me, logOut }) {
  const [path, setPath] = useState(here());
  const main = useRef(null);
  const first = useRef(true);
  useEffect(() => {
    const go = () => setPath(here());
    addEventListener('hashchange', go);
    return () => removeEventListener('hashchange', go);
  }, []);
  useEffect(() => {
    // Who follows a link reads on at the new page's title, also without seeing it.
    if (!first.current) main.current.querySelector('#title')?.focus();
    first.current = false;
    scrollTo(0, 0);
  }, [path]);
  const [pattern, Shown] = ROUTES.find(([route]) => route.test(path)) || [/^/, Lost];
  const parts = pattern.exec(path).slice(1).map(decodeURIComponent);
  return html`
    <button type="button" class="skip" onClick=${() => main.current.focus()}>Skip to content</button>
    <header>
      <a class="brand" href="#/overview">VMC</a>
      <${Connection} />
      <span class="me">${me.user} <small>${me.role}${me.team && `, ${me.team}`}</small></span>
      <button type="button" class="quiet" onClick=${logOut}>Log out</button>
    </header>
    <nav aria-label="Pages">
      <ul>${PAGES.map(([name, title]) => html`
        <li><a href="#/${name}" aria-current=${path.split('/')[0] === name ? 'page' : undefined}>${title}</a></li>`)}
      </ul>
    </nav>
    <main ref=${main} tabindex="-1"><${Shown} key=${path} me=${me} parts=${parts} /></main>
    <${Followed} />`;
}

function Lost() {
  return html`
    <h1 tabindex="-1" id="title">There is no such page</h1>
    <p class="empty">The address may be of another version. <a href="#/overview">Go to the overview</a></p>`;
}

const WORDS = {
  idle: ['plain', 'Not connected'],
  connecting: ['busy', 'Connecting…'],
  live: ['good', 'Live'],
  lost: ['bad', 'Connection lost'],
  silent: ['busy', 'No live events'],
};

function Connection() {
  const [state, setState] = useState(feed.state);
  useEffect(() => feed.watch(setState), []);
  const [kind, words] = WORDS[state];
  return html`
    <span class="connection ${kind}" role="status" title=${feed.detail}>
      <span aria-hidden="true">●</span> ${words}
      ${(state === 'lost' || state === 'silent') && html`
        <small>${state === 'lost' ? 'what is shown may be old' : 'lists are renewed every few seconds'}</small>
        <button type="button" class="quiet" onClick=${() => feed.hurry()}>Try now</button>`}
    </span>`;
}

document.querySelector('#app').replaceChildren();
render(html`<${App} />`, document.querySelector('#app'));
