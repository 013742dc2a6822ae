package org.vmc.storage.preflight;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.HostFacts;

/**
 * The report as shown to users.
 *
 * @param ready whether nothing stands in the way of bricks on all hosts
 * @param findings what concerns the hosts together
 * @param connections from each host to each port of each other that must be open
 */
record PreflightView(
        boolean ready,
        List<HostView> hosts,
        List<FindingView> findings,
        List<ConnectionView> connections,
        Instant observedAt) {

    /**
     * A host.
     *
     * @param state {@code READY}, {@code UNFIT} when bricks cannot be there, or {@code SILENT}
     * @param ports that must be open there
     * @param listening ports of its bricks that run
     * @param installPlan what would be done on it; nothing when it is ready
     */
    record HostView(
            String host,
            String state,
            @Nullable String glusterVersion,
            @Nullable String device,
            @Nullable String filesystem,
            List<String> mountOptions,
            @Nullable Long totalBytes,
            @Nullable Long freeBytes,
            int bricks,
            List<PortView> ports,
            List<Integer> listening,
            List<FindingView> findings,
            List<StepView> installPlan) {}

    /** TCP ports from the first to the last. */
    record PortView(int first, int last, String purpose) {}

    /** @param severity {@code ERROR} or {@code WARNING} */
    record FindingView(String severity, String what, String todo) {
        static FindingView of(Finding finding) {
            return new FindingView(finding.severity().name(), finding.what(), finding.todo());
        }
    }

    /** @param command null when it depends on the site */
    record StepView(String step, String why, @Nullable String command) {}

    /**
     * A connection that was tried.
     *
     * @param result {@code OPEN}, {@code REFUSED}, {@code SILENT}, {@code UNRESOLVED}, {@code UNREACHABLE} or
     *     {@code UNKNOWN}
     * @param ok whether it is as it must be
     */
    record ConnectionView(
            String from, String to, int port, String purpose, String result, boolean ok, String explanation) {}

    /** @param limit after which a port is called silent */
    static PreflightView of(PreflightReport report, Duration limit) {
        return new PreflightView(
                report.isReady(),
                report.hosts().stream().map(PreflightView::host).toList(),
                report.findings().stream().map(FindingView::of).toList(),
                report.connections().stream()
                        .map(connection -> connection(connection, report, limit))
                        .toList(),
                report.observedAt());
    }

    private static HostView host(PreflightReport.Host host) {
        var answered = host.facts() instanceof HostFacts.Answered facts ? facts : null;
        var root = answered == null ? null : answered.root();
        return new HostView(
                host.name(),
                state(host),
                answered == null ? null : answered.glusterVersion(),
                root == null ? null : root.source(),
                root == null ? null : root.filesystem(),
                root == null ? List.of() : root.mountOptions(),
                root == null ? null : root.totalBytes(),
                root == null ? null : root.freeBytes(),
                host.bricks(),
                host.ports().ranges().stream()
                        .map(range -> new PortView(range.first(), range.last(), range.purpose()))
                        .toList(),
                host.ports().listening(),
                host.findings().stream().map(FindingView::of).toList(),
                host.installPlan().stream()
                        .map(step -> new StepView(step.name(), step.why(), step.command()))
                        .toList());
    }

    private static String state(PreflightReport.Host host) {
        if (host.facts() instanceof HostFacts.Silent) {
            return "SILENT";
        }
        return host.findings().stream().anyMatch(Finding::isError) ? "UNFIT" : "READY";
    }

    private static ConnectionView connection(Connection connection, PreflightReport report, Duration limit) {
        var reach = connection.reach();
        var to = reach.to().host();
        return new ConnectionView(
                reach.from(),
                to,
                reach.to().port(),
                connection.purpose(),
                reach.result().name(),
                connection.isThere(),
                connection.explanation(report.portsOf(to), limit));
    }
}
