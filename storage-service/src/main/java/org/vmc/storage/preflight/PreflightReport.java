package org.vmc.storage.preflight;

import java.time.Instant;
import java.util.List;
import org.vmc.storage.gluster.HostFacts;

/**
 * All that was found out in one look.
 *
 * @param findings what concerns the hosts together
 * @param connections one for each port of each host from each other host
 */
record PreflightReport(List<Host> hosts, List<Finding> findings, List<Connection> connections, Instant observedAt) {

    /** @param bricks how many it has */
    record Host(
            HostFacts facts, int bricks, PortPlan ports, List<Finding> findings, List<InstallPlan.Step> installPlan) {
        Host {
            findings = List.copyOf(findings);
            installPlan = List.copyOf(installPlan);
        }

        String name() {
            return facts.host();
        }
    }

    PreflightReport {
        hosts = List.copyOf(hosts);
        findings = List.copyOf(findings);
        connections = List.copyOf(connections);
    }

    /** Whether nothing stands in the way of bricks on all hosts. */
    boolean isReady() {
        return findings.stream().noneMatch(Finding::isError)
                && hosts.stream().flatMap(host -> host.findings().stream()).noneMatch(Finding::isError)
                && connections.stream().allMatch(Connection::isThere);
    }

    PortPlan portsOf(String host) {
        return hosts.stream()
                .filter(each -> each.name().equals(host))
                .findFirst()
                .orElseThrow()
                .ports();
    }
}
