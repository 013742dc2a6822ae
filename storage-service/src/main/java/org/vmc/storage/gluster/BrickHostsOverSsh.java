package org.vmc.storage.gluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.Collectors;
import org.vmc.ssh.CommandOutcome;

/** {@link BrickHosts} by small constant scripts. */
@ApplicationScoped
class BrickHostsOverSsh implements BrickHosts {

    /** A brick of a million files. */
    private static final Duration COUNTING = Duration.ofMinutes(10);

    private final SshHosts hosts;
    private final String brickRoot;
    private final Duration readTimeout;
    private final Duration changeTimeout;

    BrickHostsOverSsh(SshHosts hosts, GlusterConfig config) {
        this.hosts = hosts;
        this.brickRoot = config.brickRoot();
        this.readTimeout = config.readTimeout();
        this.changeTimeout = config.changeTimeout();
    }

    @Override
    public List<String> names() {
        return hosts.names();
    }

    @Override
    public List<HostReport> reports() {
        return hosts.atOnce(hosts.names(), this::report);
    }

    @Override
    public HostReport report(String host) {
        var outcome = hosts.run(host, List.of("sh", "-c", HostScripts.REPORT, "sh", brickRoot), readTimeout);
        if (!(outcome instanceof CommandOutcome.Exited exited)) {
            return new HostReport.Silent(host, outcome.summary());
        }
        var lines = exited.stdout().text().lines().map(String::strip).toList();
        if (exited.status() != 0 || lines.size() < 2) {
            var reason = lines.isEmpty() ? exited.summary() : lines.getLast();
            return new HostReport.Unfit(host, reason);
        }
        var space = lines.get(1).split("\\s+");
        return new HostReport.Fit(host, lines.getFirst(), space[2], Long.parseLong(space[0]), Long.parseLong(space[1]));
    }

    @Override
    public Brick brick(String host, String volume, int number) {
        // No name of a volume of ours has a dot.
        var directory = number == 1 ? volume : volume + "." + number;
        return new Brick(host, brickRoot + "/" + directory + "/brick");
    }

    @Override
    public void makeBrick(Brick brick, UUID volumeId) {
        run("make the brick " + brick, brick.host(), HostScripts.MAKE_BRICK, directory(brick), volumeId.toString());
    }

    @Override
    public boolean removeBrick(Brick brick, UUID volumeId) {
        return !"left"
                .equals(run(
                        "remove the brick " + brick,
                        brick.host(),
                        HostScripts.REMOVE_BRICK,
                        directory(brick),
                        volumeId.toString()));
    }

    @Override
    public void stopBrick(Brick brick, String volume) {
        run(
                "stop the brick " + brick,
                brick.host(),
                HealthScripts.STOP_BRICK,
                volume,
                HealthAnswers.fileOf(brick),
                brick.path());
    }

    @Override
    public String writeThroughMount(String client, String volume, String server, String file) {
        return run("write to " + volume + " mounted on " + client, client, HostScripts.WRITE, server, volume, file);
    }

    @Override
    public String readThroughMount(String client, String volume, String server, String file) {
        return run("read from " + volume + " mounted on " + client, client, HostScripts.READ, server, volume, file);
    }

    @Override
    public void removeThroughMount(String client, String volume, String server, String file) {
        run("remove from " + volume + " mounted on " + client, client, HostScripts.REMOVE, server, volume, file);
    }

    @Override
    public Map<Brick, String> hashesOnBricks(List<Brick> bricks, String file) {
        var hashes = new LinkedHashMap<Brick, String>();
        for (var brick : bricks) {
            var path = brick.path() + "/" + file;
            var hash = run("look for " + file + " in " + brick, brick.host(), HostScripts.HASH, path);
            if (!hash.isEmpty()) {
                hashes.put(brick, hash);
            }
        }
        return hashes;
    }

    @Override
    public long names(Brick brick) {
        return count("count the names", HostScripts.NAMES, brick);
    }

    @Override
    public long content(Brick brick) {
        return count("count the files", HostScripts.CONTENT, brick);
    }

    @Override
    public List<String> clients(String volume, Map<Brick, Integer> ports) {
        var portList = ports.values().stream().map(String::valueOf).collect(Collectors.joining(","));
        var own = new HashSet<String>();
        var connected = new TreeSet<String>();
        var clients = new ArrayList<String>();
        for (var looked : look(volume, portList).entrySet()) {
            looked.getValue().lines().map(line -> line.split(" ", 2)).forEach(fact -> {
                switch (fact[0]) {
                    case "own" -> own.add(fact[1]);
                    case "peer" -> connected.add(fact[1]);
                    case "mount" -> clients.add("%s (%s)".formatted(looked.getKey(), fact[1]));
                    default -> throw new IllegalStateException("an unknown fact: " + fact[0]);
                }
            });
        }
        // The daemons of the pool's own hosts are connected to all bricks.
        connected.removeAll(own);
        clients.addAll(connected);
        return clients;
    }

    /** What each host that answers says; those that carry no brick are asked too, since they may mount it. */
    private Map<String, String> look(String volume, String ports) {
        var answers = new LinkedHashMap<String, String>();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var asked = new LinkedHashMap<String, Future<String>>();
            hosts.names()
                    .forEach(host -> asked.put(
                            host,
                            threads.submit(() -> run(
                                    "look for clients of " + volume,
                                    host,
                                    readTimeout,
                                    HostScripts.CLIENTS,
                                    volume,
                                    ports))));
            threads.close();
            asked.forEach((host, answer) -> {
                if (answer.state() == Future.State.SUCCESS) {
                    answers.put(host, answer.resultNow());
                } else if (!(answer.exceptionNow() instanceof GlusterUnreachable)) {
                    throw new GlusterRefused("look for clients of " + volume + " on " + host, said(answer));
                }
            });
        }
        if (answers.isEmpty()) {
            throw new GlusterUnreachable("look for clients of " + volume, "no storage host answers");
        }
        return answers;
    }

    private static String said(Future<String> failed) {
        return String.valueOf(failed.exceptionNow().getMessage());
    }

    private long count(String attempted, String script, Brick brick) {
        return Long.parseLong(run(attempted + " in " + brick, brick.host(), COUNTING, script, brick.path()));
    }

    private String run(String attempted, String host, String script, String... arguments) {
        return run(attempted, host, changeTimeout, script, arguments);
    }

    private String run(String attempted, String host, Duration limit, String script, String... arguments) {
        return hosts.script(attempted, host, limit, script, arguments).text().strip();
    }

    private static String directory(Brick brick) {
        return brick.path().substring(0, brick.path().lastIndexOf('/'));
    }
}
