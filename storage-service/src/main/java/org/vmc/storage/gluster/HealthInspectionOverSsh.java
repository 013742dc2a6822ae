package org.vmc.storage.gluster;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.vmc.ssh.CommandOutcome;

/** {@link HealthInspection} by a constant script. */
@ApplicationScoped
class HealthInspectionOverSsh implements HealthInspection {

    private final SshHosts hosts;
    private final Duration limit;
    /** Not one for each look: its end would wait for those that are given up. */
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HealthInspectionOverSsh(SshHosts hosts, GlusterConfig config) {
        this.hosts = hosts;
        this.limit = config.watchTimeout();
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    @Override
    public List<HostHealth> health(Collection<Brick> bricks) {
        var names = hosts.names();
        var questions = names.stream()
                .map(host -> (Callable<HostHealth>) () -> health(host, bricks))
                .toList();
        var answers = new ArrayList<HostHealth>();
        try {
            // The limit holds for making the connection too, which has a longer one of its own.
            var asked = threads.invokeAll(questions, limit.toMillis(), TimeUnit.MILLISECONDS);
            for (var number = 0; number < names.size(); number++) {
                answers.add(answer(names.get(number), asked.get(number)));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            names.forEach(host -> answers.add(new HostHealth.Silent(host, "the look was given up")));
        }
        return answers;
    }

    private HostHealth answer(String host, Future<HostHealth> asked) throws InterruptedException {
        if (asked.isCancelled()) {
            return new HostHealth.Silent(host, "no answer within %d ms".formatted(limit.toMillis()));
        }
        try {
            return asked.get();
        } catch (ExecutionException e) {
            return new HostHealth.Silent(
                    host, String.valueOf(asked.exceptionNow().getMessage()));
        }
    }

    private HostHealth health(String host, Collection<Brick> bricks) {
        var outcome = hosts.run(host, List.of("sh", "-c", HealthScripts.HEALTH, "sh"), limit);
        if (!(outcome instanceof CommandOutcome.Exited exited) || exited.status() != 0) {
            return new HostHealth.Silent(host, outcome.summary());
        }
        return HealthAnswers.read(host, exited.stdout().text(), bricks, hosts::nameOf);
    }
}
