package org.vmc.storage.preflight;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.FutureTask;
import org.jspecify.annotations.Nullable;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.GlusterConfig;
import org.vmc.storage.gluster.GlusterFailure;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.HostFacts;
import org.vmc.storage.gluster.HostInspection;
import org.vmc.storage.gluster.Reach;

/** Looks at all hosts and lets each connect to each other. One look at a time; a fresh one answers many requests. */
@ApplicationScoped
class Preflight {

    private final HostInspection inspection;
    private final GlusterPool pool;
    private final String brickRoot;
    private final Duration freshFor;
    private final Clock clock = Clock.systemUTC();
    private @Nullable PreflightReport last;

    /** Bricks by host, and the ports of those that run; a finding when the pool could not be asked. */
    private record PoolLook(
            Map<String, Integer> bricks,
            Map<String, List<Integer>> ports,
            @Nullable Finding trouble) {}

    Preflight(HostInspection inspection, GlusterPool pool, GlusterConfig config) {
        this.inspection = inspection;
        this.pool = pool;
        this.brickRoot = config.brickRoot();
        this.freshFor = config.freshFor();
    }

    /** Takes as long as the slowest host and the silent ports, each within its limit. */
    synchronized PreflightReport report() {
        var known = last;
        if (known != null && known.observedAt().plus(freshFor).isAfter(clock.instant())) {
            return known;
        }
        var observedAt = clock.instant();
        var asked = new FutureTask<>(this::look);
        var asking = Thread.ofVirtual().start(asked);
        var facts = inspection.facts();
        var look = ended(asked, asking);
        var names = facts.stream().map(HostFacts::host).toList();
        var hosts = facts.stream().map(each -> host(each, look, names)).toList();
        var findings = new ArrayList<>(HostRules.skew(facts));
        if (look.trouble() != null) {
            findings.add(look.trouble());
        }
        var report = new PreflightReport(hosts, findings, connections(facts, look), observedAt);
        last = report;
        return report;
    }

    private PreflightReport.Host host(HostFacts facts, PoolLook look, List<String> names) {
        var version = facts instanceof HostFacts.Answered answered ? answered.glusterVersion() : null;
        var bricks = look.bricks().getOrDefault(facts.host(), 0);
        var ports = PortPlan.of(version, bricks, look.ports().getOrDefault(facts.host(), List.of()));
        var others = names.stream().filter(name -> !name.equals(facts.host())).toList();
        return new PreflightReport.Host(
                facts,
                bricks,
                ports,
                HostRules.findings(facts, brickRoot),
                InstallPlan.of(facts, brickRoot, ports, others));
    }

    /** The pool is asked while the hosts are: one that hangs holds up both, and people wait. */
    private static PoolLook ended(FutureTask<PoolLook> asked, Thread asking) {
        try {
            asking.join();
            return asked.resultNow();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the look at the pool was interrupted", e);
        }
    }

    private PoolLook look() {
        var bricks = new LinkedHashMap<String, Integer>();
        var ports = new LinkedHashMap<String, List<Integer>>();
        try {
            for (var volume : pool.volumes()) {
                volume.bricks().forEach(brick -> bricks.merge(brick.host(), 1, Integer::sum));
                if (volume.isStarted()) {
                    pool.ports(volume.name()).forEach((brick, port) -> note(ports, brick, port));
                }
            }
            return new PoolLook(bricks, ports, null);
        } catch (GlusterFailure e) {
            var trouble = Finding.warning(
                    "The pool could not be asked where bricks listen: " + e.getMessage(),
                    "Connections to bricks were tried at port %d only.".formatted(PortPlan.FIRST_BRICK));
            return new PoolLook(bricks, ports, trouble);
        }
    }

    private static void note(Map<String, List<Integer>> ports, Brick brick, int port) {
        var known = ports.computeIfAbsent(brick.host(), host -> new ArrayList<>());
        // Bricks of several volumes may share a process.
        if (!known.contains(port)) {
            known.add(port);
        }
    }

    private List<Connection> connections(List<HostFacts> hosts, PoolLook look) {
        var wanted = new LinkedHashMap<String, List<Reach.Endpoint>>();
        for (var from : hosts) {
            if (from instanceof HostFacts.Answered) {
                wanted.put(
                        from.host(),
                        hosts.stream()
                                .filter(to -> !to.host().equals(from.host()))
                                .flatMap(to -> endpoints(to.host(), look).stream())
                                .toList());
            }
        }
        return inspection.reach(wanted).stream()
                .map(reach -> connection(reach, look))
                .toList();
    }

    private static List<Reach.Endpoint> endpoints(String host, PoolLook look) {
        var endpoints = new ArrayList<Reach.Endpoint>();
        endpoints.add(new Reach.Endpoint(host, PortPlan.DAEMON));
        look.ports()
                .getOrDefault(host, List.of(PortPlan.FIRST_BRICK))
                .forEach(port -> endpoints.add(new Reach.Endpoint(host, port)));
        return endpoints;
    }

    private static Connection connection(Reach reach, PoolLook look) {
        var port = reach.to().port();
        if (port == PortPlan.DAEMON) {
            return new Connection(reach, true, "glusterd");
        }
        var listens = look.ports().getOrDefault(reach.to().host(), List.of()).contains(port);
        return new Connection(reach, listens, listens ? "a brick" : "the first brick there would be");
    }
}
