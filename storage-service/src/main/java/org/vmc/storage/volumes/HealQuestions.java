package org.vmc.storage.volumes;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.HealSummary;

/** Asks what is left to heal, within a limit: Gluster takes its time over hosts that are silent. */
@ApplicationScoped
class HealQuestions {

    private final GlusterPool gluster;
    /** Not one for each question: its end would wait for those that are given up. */
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();

    HealQuestions(GlusterPool gluster) {
        this.gluster = gluster;
    }

    @PreDestroy
    void close() {
        threads.shutdownNow();
    }

    /** Entries left in each of the volumes that gave an answer in time from all its bricks. */
    Map<UUID, Long> left(Map<UUID, String> volumes, Duration limit) {
        var all = List.copyOf(volumes.entrySet());
        var asked = within(
                limit,
                all.stream()
                        .map(volume -> (Callable<List<HealSummary>>) () -> gluster.healSummaries(volume.getValue()))
                        .toList());
        var left = new HashMap<UUID, Long>();
        for (var number = 0; number < asked.size(); number++) {
            var answer = asked.get(number);
            if (answer.state() == Future.State.SUCCESS
                    && answer.resultNow().stream().allMatch(HealSummary::connected)) {
                left.put(all.get(number).getKey(), most(answer.resultNow()));
            }
        }
        return left;
    }

    /** All at the same time; those that are not through at the limit are cancelled. */
    <T> List<Future<T>> within(Duration limit, List<Callable<T>> questions) {
        if (questions.isEmpty()) {
            return List.of();
        }
        try {
            return threads.invokeAll(questions, limit.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return List.of();
        }
    }

    private static long most(List<HealSummary> bricks) {
        return bricks.stream().mapToLong(HealSummary::entries).max().orElse(0);
    }
}
