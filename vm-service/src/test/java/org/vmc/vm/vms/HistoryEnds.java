package org.vmc.vm.vms;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;
import org.jdbi.v3.core.Jdbi;
import org.vmc.operations.plan.OperationState;

/** Sees which operations have ended, for all histories together: one look for all costs what one of them would. */
final class HistoryEnds implements AutoCloseable {

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(25);
    private static final List<String> ENDED = Arrays.stream(OperationState.values())
            .filter(OperationState::isEnded)
            .map(Enum::name)
            .toList();

    private final Map<UUID, CountDownLatch> awaited = new ConcurrentHashMap<>();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Jdbi jdbi;

    HistoryEnds(DataSource dataSource) {
        this.jdbi = Jdbi.create(dataSource);
        Thread.ofPlatform().daemon().name("history-ends").start(this::look);
    }

    /** @throws AssertionError when it has not ended by then */
    void await(UUID operation, Duration patience) {
        var ended = awaited.computeIfAbsent(operation, none -> new CountDownLatch(1));
        try {
            if (!ended.await(patience.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("Operation %s has not ended within %s".formatted(operation, patience));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(interrupted);
        } finally {
            awaited.remove(operation);
        }
    }

    private void look() {
        try {
            while (!closed.await(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                var ids = List.copyOf(awaited.keySet());
                if (!ids.isEmpty()) {
                    ended(ids).forEach(this::tell);
                }
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void tell(UUID operation) {
        var waiting = awaited.get(operation);
        if (waiting != null) {
            waiting.countDown();
        }
    }

    private List<UUID> ended(List<UUID> ids) {
        return jdbi.withHandle(
                handle -> handle.createQuery("select id from operation where id in (<ids>) and state in (<ended>)")
                        .bindList("ids", ids)
                        .bindList("ended", ENDED)
                        .mapTo(UUID.class)
                        .list());
    }

    @Override
    public void close() {
        closed.countDown();
    }
}
