import { get, change, url } from '../api.js';
import { Failure, html, Page, useEffect, useRef, useState } from '../ui.js';

const ENDS = {
  1000: 'The console was closed.',
  1006: 'The connection was lost.',
  1011: 'The other side broke off.',
  4403: 'You may no longer use this VM’s console.',
  4408: 'Nothing was typed for too long.',
  4409: 'The VM no longer runs. Start it, then connect again.',
  4410: 'The VM runs on another host now. Connect again.',
  4411: 'It was open for as long as a console may be.',
};

/** A console by ticket: vt100 in a terminal, RFB as a picture. */
export function Screen({ parts: [id, protocol] }) {
  const [name, setName] = useState('');
  const [attempt, setAttempt] = useState(0);
  const [state, setState] = useState(['connecting', 'Connecting…']);
  const [failure, setFailure] = useState(null);
  const box = useRef(null);
  const out = useRef(null);
  useEffect(() => {
    get(url`/vms/${id}`).then(vm => setName(vm.name), () => {});
  }, [id]);
  useEffect(() => {
    let close = () => {};
    let gone = false;
    setFailure(null);
    setState(['connecting', 'Connecting…']);
    const open = async () => {
      // Before the socket is there: its first bytes come at once.
      const drawing = await (protocol === 'rfb' ? import('../picture.js') : import('../terminal.js'));
      const ticket = await change('POST', url`/vms/${id}/console`, { protocol });
      if (gone) return;
      const socket = new WebSocket(new URL(ticket.address, location.href.replace(/^http/, 'ws')), ticket.subprotocols);
      socket.binaryType = 'arraybuffer';
      socket.addEventListener('open', () => setState(['open', 'Connected']));
      socket.addEventListener('close', event => !gone && setState(['closed', ENDS[event.code] || event.reason || 'The console was closed.']));
      close = drawing.open(box.current, socket, () => out.current?.focus());
    };
    open().catch(problem => !gone && setFailure(problem));
    return () => {
      gone = true;
      close();
    };
  }, [attempt]);
  const again = () => setAttempt(attempt + 1);
  return html`
    <${Page} title="${protocol === 'rfb' ? 'Screen' : 'Console'} of ${name || 'the VM'}" back=${[`#/vms/${id}`, name || 'the VM']}
      actions=${html`<button type="button" ref=${out} onClick=${again}>Connect again</button>`}>
      ${failure
        ? html`<${Failure} failure=${failure} again=${again} />`
        : html`<p role="status" class="screen-state ${state[0]}">${state[1]} <small>Shift+Escape leaves the ${protocol === 'rfb' ? 'screen' : 'console'} for the button above.</small></p>`}
      <div class="screen ${protocol}" ref=${box}></div>
    <//>`;
}
