package org.vmc.storage.gluster;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import org.vmc.ssh.CapturedText;
import org.vmc.ssh.Command;
import org.vmc.ssh.CommandOutcome;
import org.vmc.ssh.CommandRunner;
import org.vmc.ssh.HostKeys;
import org.vmc.ssh.SshSettings;
import org.vmc.ssh.Target;

/** The configured hosts by name, and commands on them. */
@ApplicationScoped
class SshHosts {

    private static final int AT_ONCE = 16;
    private static final int UNFIT = 3;

    private final Map<String, Target> targets = new LinkedHashMap<>();
    private final Map<String, String> namesByAddress = new LinkedHashMap<>();
    private final CommandRunner runner;

    SshHosts(GlusterConfig config) {
        for (var host : config.hosts()) {
            targets.put(host.name(), new Target(host.address(), host.port(), host.user(), config.keyFile()));
            namesByAddress.put(host.address(), host.name());
        }
        var keys = config.pinNewHosts()
                ? HostKeys.pinningNewHosts(config.knownHostsFile())
                : HostKeys.onlyKnown(config.knownHostsFile());
        runner = new CommandRunner(SshSettings.DEFAULT.withConnectTimeout(config.connectTimeout()), keys);
    }

    @PreDestroy
    void close() {
        runner.close();
    }

    List<String> names() {
        return List.copyOf(targets.keySet());
    }

    /** The configured name for what another host calls it. */
    String nameOf(String nameOrAddress) {
        return namesByAddress.getOrDefault(nameOrAddress, nameOrAddress);
    }

    /** Answers a question about each host or brick, in their order, asked of many at the same time. */
    <K, T> List<T> atOnce(Collection<K> among, Function<K, T> question) {
        try (var threads =
                Executors.newFixedThreadPool(AT_ONCE, Thread.ofVirtual().factory())) {
            var asked = among.stream()
                    .map(each -> threads.submit(() -> question.apply(each)))
                    .toList();
            threads.close();
            return asked.stream().map(SshHosts::answer).toList();
        }
    }

    private static <T> T answer(Future<T> asked) {
        if (asked.state() == Future.State.FAILED && asked.exceptionNow() instanceof RuntimeException failure) {
            throw failure;
        }
        return asked.resultNow();
    }

    /**
     * Runs one of our scripts. Its status 3 means that something there is not fit, with the reason as the last line of
     * its output.
     *
     * @param attempted what it is for, in the words of a failure
     * @return its output
     * @throws GlusterUnreachable when it did not run to its end
     * @throws GlusterRefused when it ended with another status than 0
     */
    CapturedText script(String attempted, String host, Duration limit, String script, String... arguments) {
        var command = new ArrayList<>(List.of("sh", "-c", script, "sh"));
        command.addAll(List.of(arguments));
        var outcome = run(host, command, limit);
        if (!(outcome instanceof CommandOutcome.Exited exited)) {
            throw new GlusterUnreachable(attempted, outcome.summary());
        }
        if (exited.status() != 0) {
            throw new GlusterRefused(
                    attempted, exited.status() == UNFIT ? exited.stdout().lastLine() : exited.summary());
        }
        return exited.stdout();
    }

    CommandOutcome run(String host, List<String> arguments, Duration limit) {
        var target = targets.get(host);
        if (target == null) {
            throw new IllegalArgumentException("no storage host is named " + host);
        }
        return runner.run(target, Command.of(arguments).within(limit));
    }
}
