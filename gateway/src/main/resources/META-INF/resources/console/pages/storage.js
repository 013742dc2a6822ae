import { url } from '../api.js';
import { tell } from '../changes.js';
import { bytes, html, Meter, Page, Panel, State, Table, useResource } from '../ui.js';

const onlineOf = volume => `${volume.bricks.filter(brick => brick.online).length} of ${volume.bricks.length}`;

export function Storage({ me }) {
  const volumes = useResource('/storage/volumes', { when: /^storage\.volume/ });
  const peers = useResource('/storage/peers', { when: /^storage\.peer/ });
  const hosts = useResource('/storage/hosts', { when: /^storage\.(peer|volume)/ });
  const disks = useResource('/storage/disks', { every: 120_000 });
  const operator = me.role === 'operator' || me.role === 'admin';
  return html`
    <${Page} title="Storage">
      <${Panel} title="Volumes" from=${volumes} empty=${html`There is no volume yet: <code>/storage volume create</code> makes one.`}>
        ${rows => html`<${Table} caption="Volumes" rows=${rows} columns=${[
          ['Volume', volume => html`<a href="#/storage/volumes/${volume.id}">${volume.name}</a>`],
          ['State', volume => html`<${State} is=${volume.status} />`],
          ['Class', volume => volume.class || '–'],
          ['Layout', volume => volume.layout],
          ['Size', volume => bytes(volume.sizeBytes), 'number'],
          ['Bricks online', volume => onlineOf(volume), 'number'],
          ['Owner', volume => volume.owner || '–'],
        ]} />`}
      <//>
      <${Panel} title="Peers" from=${peers} empty=${html`No host is in the storage pool: <code>/storage peer add</code>.`}>
        ${rows => html`<${Table} caption="Peers" rows=${rows} columns=${[
          ['Host', peer => peer.host],
          ['Member', peer => (peer.member ? 'yes' : 'no')],
          ['State', peer => html`<${State} is=${peer.connected ? 'CONNECTED' : peer.member ? 'DISCONNECTED' : 'OUTSIDE'} />`],
          ['Gluster says', peer => peer.state || '–'],
        ]} />`}
      <//>
      <${Panel} title="Brick hosts" from=${hosts} empty="No storage host is configured.">
        ${rows => html`<${Table} caption="Brick hosts" keyOf=${host => host.host} rows=${rows} columns=${[
          ['Host', host => host.host],
          ['State', host => html`<${State} is=${host.state} />`],
          ['Gluster', host => host.glusterVersion || '–'],
          ['Space in use', host => (host.totalBytes ? html`<${Meter} label="Space of ${host.host} in use" most=${host.totalBytes}
            value=${host.totalBytes - host.freeBytes} text="${bytes(host.totalBytes - host.freeBytes)} of ${bytes(host.totalBytes)}" />` : '–')],
          ['Why not', host => host.reason || ''],
        ]} />`}
      <//>
      <${Panel} title="Disks" from=${disks} empty="No storage host is configured.">
        ${rows => rows.map(host => html`
          <h3>${host.host} ${host.state !== 'ANSWERS' && html`<${State} is=${host.state} />`}</h3>
          ${host.reason && html`<p class="stale">${host.reason}</p>`}
          ${host.missingTools?.length > 0 && html`<p class="stale">Not installed there: ${host.missingTools.join(', ')}; what they tell is missing.</p>`}
          ${host.disks.length > 0 && html`<${Table} caption="Disks of ${host.host}" keyOf=${disk => disk.name} rows=${host.disks} columns=${[
            ['Disk', disk => disk.name],
            ['Model', disk => disk.model || '–'],
            ['Size', disk => bytes(disk.sizeBytes), 'number'],
            ['Kind', disk => `${disk.rotational ? 'rotating' : 'solid state'}${disk.trim ? ', TRIM' : ''}`],
            ['Link', disk => (disk.negotiatedGbits ? `${disk.negotiatedGbits} of ${disk.maxGbits || '?'} Gbit/s` : disk.transport || '–')],
            ['Health', disk => html`<${State} is=${disk.health} />`],
            ['Used by', disk => disk.uses.join(', ') || 'nothing'],
            ['Warnings', disk => disk.warnings.join(' ') || ''],
            ['Actions', disk => operator && html`<button type="button" onClick=${() =>
              tell('POST', url`/storage/disks/${host.host}/${disk.name}/read-benchmark`)}>Measure reading<span class="unseen"> ${disk.name}</span></button>`, 'actions'],
          ]} />`}`)}
      <//>
    <//>`;
}
