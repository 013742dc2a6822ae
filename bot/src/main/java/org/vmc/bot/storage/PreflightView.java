package org.vmc.bot.storage;

import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** The bot's view of the preflight of the storage hosts. */
record PreflightView(
        boolean ready,
        @Nullable List<HostView> hosts,
        @Nullable List<FindingView> findings,
        @Nullable List<ConnectionView> connections) {

    record HostView(
            String host,
            String state,
            @Nullable String glusterVersion,
            @Nullable String filesystem,
            @Nullable Long freeBytes,
            @Nullable List<PortView> ports,
            @Nullable List<FindingView> findings,
            @Nullable List<StepView> installPlan) {

        String portList() {
            return present(ports).stream().map(PortView::line).collect(Collectors.joining(", "));
        }
    }

    record PortView(int first, int last) {
        String line() {
            return first == last ? String.valueOf(first) : first + "-" + last;
        }
    }

    record FindingView(String severity, String what, String todo) {}

    record StepView(String step, String why, @Nullable String command) {}

    record ConnectionView(String from, String to, int port, String result, boolean ok, String explanation) {}

    List<HostView> presentHosts() {
        return present(hosts);
    }

    List<FindingView> presentFindings() {
        return present(findings);
    }

    List<ConnectionView> presentConnections() {
        return present(connections);
    }

    static <T> List<T> present(@Nullable List<T> list) {
        return list == null ? List.of() : list;
    }
}
