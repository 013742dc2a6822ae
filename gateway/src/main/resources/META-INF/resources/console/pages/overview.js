import { html, Meter, mib, bytes, Page, Panel, plural, State, Table, Time, one, useResource } from '../ui.js';

/** What needs somebody, the worst first, out of what every service says. */
function alarms(pools, hosts, findings, repositories, volumes) {
  return [
    ...(pools || []).filter(pool => !pool.reachable)
      .map(pool => ['CRITICAL', `Pool ${pool.name} is unreachable`, pool.trouble]),
    ...(hosts || []).filter(host => !host.live).map(host => ['CRITICAL', `Host ${host.name} is down`, `Pool ${host.pool}`]),
    ...(findings?.findings || []).filter(finding => finding.severity === 'CRITICAL'
        && !['POOL_UNREACHABLE', 'HOST_DOWN'].includes(finding.kind))
      .map(finding => ['CRITICAL', finding.reason, finding.remedy]),
    ...(repositories || []).filter(sr => sr.level === 'STOP' || sr.level === 'WARNING')
      .map(sr => [sr.level, `Storage ${sr.name}`, sr.reason]),
    ...(volumes || []).filter(volume => volume.status === 'STARTED' && volume.bricks.some(brick => !brick.online))
      .map(volume => ['WARNING', `Volume ${volume.name} has bricks offline`,
        html`<a href="#/storage/volumes/${volume.id}">See what helps</a>`]),
  ];
}

export function Overview() {
  const pools = useResource('/pools', { when: /^host\./, every: 10_000 });
  const hosts = useResource('/hosts', { when: /^host\.|^vm\./ });
  const spof = useResource('/reports/spof', one({ when: /^host\./ }));
  const use = useResource('/reports/utilisation', one({ when: /^vm\./ }));
  const repositories = useResource('/storage-repositories', { when: /^storage\.repository|^vm\./ });
  const volumes = useResource('/storage/volumes', { when: /^storage\./ });
  const sources = { pools, hosts, 'single points of failure': spof, 'storage repositories': repositories, volumes };
  const silent = Object.entries(sources).filter(([, source]) => source.failure).map(([name]) => name);
  const known = Object.values(sources).some(source => source.data !== undefined);
  const found = { data: known ? alarms(pools.data, hosts.data, spof.data, repositories.data, volumes.data) : undefined,
    failure: known ? undefined : pools.failure, reload: pools.reload };
  return html`
    <${Page} title="Overview">
      <${Panel} title="Alarms" from=${found} isEmpty=${rows => rows.length === 0 && silent.length === 0}
        empty="Nothing needs you now.">
        ${rows => html`
          ${silent.length > 0 && html`<p class="stale" role="status">Not looked at: ${silent.join(', ')} could not be read.</p>`}
          <ul class="plain">${rows.map(([severity, what, why]) => html`
            <li><${State} is=${severity} /> <strong>${what}</strong> <span class="message">${why}</span></li>`)}</ul>`}
      <//>
      <${Panel} title="Pools" from=${pools} empty="No pool is configured. An administrator names pools in vm-service's configuration.">
        ${rows => html`<${Table} caption="Pools" keyOf=${pool => pool.name} rows=${rows} columns=${[
          ['Pool', pool => pool.name],
          ['State', pool => html`<${State} is=${pool.reachable ? 'REACHABLE' : 'UNREACHABLE'} />`],
          ['Coordinator', pool => pool.coordinator || '–'],
          ['Hosts', pool => pool.hosts, 'number'],
          ['VMs', pool => pool.vms, 'number'],
          ['Seen', pool => html`<${Time} at=${pool.observedAt} />`],
        ]} />`}
      <//>
      <${Panel} title="Hosts" from=${hosts} empty="No host was seen yet. A pool shows its hosts when it is reachable.">
        ${rows => html`<${Table} caption="Hosts" rows=${rows} columns=${[
          ['Host', host => html`${host.name}${host.coordinator ? html` <small>coordinator</small>` : ''}`],
          ['Pool', host => host.pool],
          ['State', host => html`<${State} is=${host.live ? (host.enabled ? 'LIVE' : 'CLOSED') : 'DOWN'} />`],
          ['CPUs', host => host.cpus, 'number'],
          ['Memory in use', host => html`<${Meter} label="Memory of ${host.name} in use" most=${host.memoryMib}
            value=${host.memoryMib - host.freeMemoryMib}
            text="${mib(host.memoryMib - host.freeMemoryMib)} of ${mib(host.memoryMib)}" />`],
          ['VMs', host => host.vms, 'number'],
        ]} />`}
      <//>
      <${Panel} title="Utilisation" from=${use} isEmpty=${report => report.pools.length === 0}
        empty="There is no pool to measure.">
        ${report => html`
          <${Table} caption="Utilisation of pools" keyOf=${pool => pool.name} rows=${report.pools} columns=${[
            ['Pool', pool => pool.name],
            ['VCPUs on CPUs', pool => html`<${Meter} label="VCPUs of ${pool.name}" value=${pool.vcpusRunning} most=${pool.cpus}
              text="${pool.vcpusRunning} on ${pool.cpus}" />`],
            ['Memory claimed', pool => html`<${Meter} label="Memory of ${pool.name}" value=${pool.memoryClaimedMib}
              most=${pool.memoryMib} text="${mib(pool.memoryClaimedMib)} of ${mib(pool.memoryMib)}" />`],
            ['Halted VMs would take', pool => mib(pool.memoryHaltedMib), 'number'],
          ]} />
          ${report.teams?.length > 0 && html`<${Table} caption="Utilisation by team" keyOf=${team => team.name}
            rows=${report.teams} columns=${[
              ['Team', team => team.name || 'none'],
              ['VMs running', team => `${team.running} of ${team.vms}`, 'number'],
              ['VCPUs running', team => `${team.vcpusRunning} of ${team.vcpus}`, 'number'],
              ['Memory running', team => `${mib(team.memoryRunningMib)} of ${mib(team.memoryMib)}`, 'number'],
            ]} />`}`}
      <//>
      <${Panel} title="Storage repositories" from=${repositories} empty="The pools show no storage repository.">
        ${rows => html`<${Table} caption="Storage repositories" rows=${rows} columns=${[
          ['Repository', sr => sr.name],
          ['Pool', sr => sr.pool],
          ['Kind', sr => `${sr.type}${sr.shared ? ', shared' : ''}`],
          ['Level', sr => (sr.level ? html`<${State} is=${sr.level} />` : '–')],
          ['Used', sr => (sr.physicalSizeBytes ? html`<${Meter} label="${sr.name} used" value=${sr.usedBytes}
            most=${sr.physicalSizeBytes} text="${bytes(sr.usedBytes)} of ${bytes(sr.physicalSizeBytes)}" />` : bytes(sr.usedBytes))],
          ['Promised', sr => bytes(sr.promisedBytes), 'number'],
        ]} />`}
      <//>
      <${Panel} title="Single points of failure" from=${spof} isEmpty=${report => report.findings.length === 0}
        empty=${spof.data?.summary}>
        ${report => html`
          <p>${report.summary}</p>
          <details><summary>${plural(report.findings.length, 'finding')} with what helps</summary>
            <${Table} caption="Single points of failure" keyOf=${(finding) => finding.kind + finding.pool + finding.subject}
              rows=${report.findings} columns=${[
                ['Subject', finding => finding.subject || finding.pool],
                ['Severity', finding => html`<${State} is=${finding.severity} />`],
                ['Why', finding => finding.reason],
                ['What helps', finding => finding.remedy],
              ]} />
          </details>`}
      <//>
    <//>`;
}
