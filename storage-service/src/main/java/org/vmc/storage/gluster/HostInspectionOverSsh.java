package org.vmc.storage.gluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vmc.ssh.CommandOutcome;

/** {@link HostInspection} by small constant scripts. */
@ApplicationScoped
class HostInspectionOverSsh implements HostInspection {

    private static final int CONNECTIONS_AT_ONCE = 16;
    private static final int TIMED_OUT = 124;

    private final SshHosts hosts;
    private final String brickRoot;
    private final Duration readTimeout;
    private final Duration probeTimeout;

    HostInspectionOverSsh(SshHosts hosts, GlusterConfig config) {
        this.hosts = hosts;
        this.brickRoot = config.brickRoot();
        this.readTimeout = config.readTimeout();
        this.probeTimeout = config.probeTimeout();
    }

    @Override
    public List<HostFacts> facts() {
        return hosts.atOnce(hosts.names(), this::facts);
    }

    @Override
    public List<Reach> reach(Map<String, List<Reach.Endpoint>> endpoints) {
        return hosts.atOnce(endpoints.keySet(), host -> reach(host, endpoints.getOrDefault(host, List.of()))).stream()
                .flatMap(List::stream)
                .toList();
    }

    private HostFacts facts(String host) {
        var outcome = hosts.run(host, script(InspectionScripts.FACTS, List.of(brickRoot)), readTimeout);
        if (!(outcome instanceof CommandOutcome.Exited exited) || exited.status() != 0) {
            return new HostFacts.Silent(host, outcome.summary());
        }
        return HostAnswers.facts(host, exited.stdout().text());
    }

    private List<Reach> reach(String from, List<Reach.Endpoint> endpoints) {
        if (endpoints.isEmpty()) {
            return List.of();
        }
        var arguments = new ArrayList<String>();
        arguments.add(String.valueOf(Math.max(1, probeTimeout.toSeconds())));
        arguments.add(String.valueOf(CONNECTIONS_AT_ONCE));
        endpoints.forEach(each -> arguments.addAll(List.of(each.host(), String.valueOf(each.port()))));
        var rounds = endpoints.size() / CONNECTIONS_AT_ONCE + 1;
        var limit = readTimeout.plus(probeTimeout.multipliedBy(rounds));
        var outcome = hosts.run(from, script(InspectionScripts.CONNECT, arguments), limit);
        if (!(outcome instanceof CommandOutcome.Exited exited) || exited.status() != 0) {
            var said = outcome instanceof CommandOutcome.Exited exited ? exited.summary() : outcome.summary();
            return endpoints.stream()
                    .map(each -> new Reach(from, each, Reach.Result.UNKNOWN, said))
                    .toList();
        }
        return answers(from, endpoints, exited.stdout().text());
    }

    private static List<Reach> answers(String from, List<Reach.Endpoint> endpoints, String text) {
        var lines = new HashMap<Reach.Endpoint, String[]>();
        text.lines()
                .map(line -> line.split(" ", 4))
                .filter(words -> words.length >= 3)
                .forEach(words -> lines.put(new Reach.Endpoint(words[0], Integer.parseInt(words[1])), words));
        return endpoints.stream()
                .map(each -> {
                    var words = lines.get(each);
                    if (words == null) {
                        return new Reach(from, each, Reach.Result.UNKNOWN, "the host said nothing about it");
                    }
                    var said = words.length == 4 ? words[3].strip() : "";
                    return new Reach(from, each, result(Integer.parseInt(words[2]), said), said);
                })
                .toList();
    }

    private static Reach.Result result(int status, String said) {
        if (status == 0) {
            return Reach.Result.OPEN;
        }
        if (status == TIMED_OUT || said.contains("timed out")) {
            return Reach.Result.SILENT;
        }
        if (said.contains("refused")) {
            return Reach.Result.REFUSED;
        }
        if (said.contains("not known") || said.contains("name resolution") || said.contains("No address")) {
            return Reach.Result.UNRESOLVED;
        }
        if (said.contains("No route") || said.contains("unreachable")) {
            return Reach.Result.UNREACHABLE;
        }
        return Reach.Result.UNKNOWN;
    }

    private static List<String> script(String script, List<String> arguments) {
        var command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(arguments);
        return command;
    }
}
