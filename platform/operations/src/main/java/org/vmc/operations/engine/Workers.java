package org.vmc.operations.engine;

import com.github.kagkarlsson.scheduler.Scheduler;
import com.github.kagkarlsson.scheduler.SchedulerName;
import com.github.kagkarlsson.scheduler.task.CompletionHandler;
import com.github.kagkarlsson.scheduler.task.ExecutionComplete;
import com.github.kagkarlsson.scheduler.task.ExecutionOperations;
import com.github.kagkarlsson.scheduler.task.TaskInstance;
import com.github.kagkarlsson.scheduler.task.TaskInstanceId;
import com.github.kagkarlsson.scheduler.task.helper.CustomTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.time.Clock;
import java.time.Duration;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import javax.sql.DataSource;
import org.jboss.logging.Logger;

/**
 * The workers of this replica. db-scheduler decides who runs what: it hands every accepted operation to one replica,
 * beats the heart of those that run, and hands the operations of a dead replica to another.
 */
@ApplicationScoped
class Workers {
    private static final Logger LOG = Logger.getLogger(Workers.class);
    private static final String TASK = "operation";
    private static final int BEATS_UNTIL_DEAD = 4;
    private static final Duration BLOCKED_RECHECK = Duration.ofSeconds(2);

    /** Operations of this replica between being taken and being put back; and those that were hurried meanwhile. */
    private final Set<UUID> taken = ConcurrentHashMap.newKeySet();

    private final Set<UUID> hurried = ConcurrentHashMap.newKeySet();
    private final Runner runner;
    private final OperationsConfig config;
    private final Scheduler scheduler;
    private final Clock clock = Clock.systemUTC();

    Workers(DataSource dataSource, Runner runner, OperationsConfig config) {
        this.runner = runner;
        this.config = config;
        this.scheduler = Scheduler.create(dataSource, task())
                .schedulerName(new SchedulerName.Fixed(UUID.randomUUID().toString()))
                .executorService(Executors.newThreadPerTaskExecutor(
                        Thread.ofVirtual().name("operation-", 0).factory()))
                .threads(config.threads())
                .pollingInterval(config.pollingInterval())
                .pollUsingLockAndFetch(0.5, 1.0)
                .heartbeatInterval(config.heartbeatInterval())
                .missedHeartbeatsLimit(BEATS_UNTIL_DEAD)
                .shutdownMaxWait(Duration.ofSeconds(1))
                .build();
    }

    // After Flyway and the kinds, before requests are served.
    void start(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
        scheduler.start();
    }

    void stop(@Observes ShutdownEvent event) {
        scheduler.stop();
    }

    /** Puts the operation up for the workers of all replicas, in the caller's transaction. */
    void enqueue(UUID id) {
        scheduler.schedule(new TaskInstance<>(TASK, id.toString()), clock.instant());
    }

    /** Makes the workers of this replica look at once for what is due. */
    void lookNow() {
        scheduler.triggerCheckForDueExecutions();
    }

    private CustomTask<Void> task() {
        return Tasks.custom(TASK, Void.class)
                .onFailure((complete, operations) -> putBack(
                        complete,
                        operations,
                        UUID.fromString(complete.getExecution().taskInstance.getId()),
                        config.retakePause()))
                .onDeadExecutionRevive()
                .execute((instance, context) -> execute(UUID.fromString(instance.getId())));
    }

    private CompletionHandler<Void> execute(UUID id) {
        taken.add(id);
        try {
            return switch (runner.run(id)) {
                case Runner.Verdict.Ended ended ->
                    (complete, operations) -> {
                        operations.remove();
                        taken.remove(id);
                        hurried.remove(id);
                        ended.successors().forEach(this::hurry);
                        lookNow();
                    };
                case Runner.Verdict.Parked parked ->
                    (complete, operations) -> {
                        putBack(complete, operations, id, parked.recheckAfter());
                        // Another replica may have accepted a cancel while it was held here.
                        if (runner.isUnwinding(id)) {
                            hurry(id);
                        }
                    };
                case Runner.Verdict.Blocked blocked -> again(id, BLOCKED_RECHECK);
            };
        } catch (LostOperation e) {
            LOG.warnf("%s", e.getMessage());
            return again(id, BLOCKED_RECHECK);
        } catch (InterruptedException e) {
            // Shutting down; the next start, or another replica, goes on from the last record.
            return again(id, Duration.ZERO);
        }
    }

    private CompletionHandler<Void> again(UUID id, Duration pause) {
        return (complete, operations) -> putBack(complete, operations, id, pause);
    }

    private void putBack(ExecutionComplete complete, ExecutionOperations<Void> operations, UUID id, Duration pause) {
        operations.reschedule(complete, clock.instant().plus(pause));
        taken.remove(id);
        if (hurried.remove(id)) {
            hurry(id);
            lookNow();
        }
    }

    /** Has the operation looked at now instead of later, in whichever replica. */
    void hurry(UUID id) {
        // It is refused while the operation is taken. If it was put back since, there is nobody to leave word for, and
        // it can be hurried now.
        if (!reschedule(id) && !noted(id)) {
            reschedule(id);
        }
    }

    private boolean reschedule(UUID id) {
        try {
            scheduler.reschedule(TaskInstanceId.of(TASK, id.toString()), clock.instant());
            return true;
        } catch (RuntimeException e) {
            // It is being looked at this very moment, here or elsewhere, where its own recheck comes soon.
            LOG.debugf(e, "Operation %s was not hurried", id);
            return false;
        }
    }

    /** Leaves word for the worker of this replica that has the operation; false when none has, or not any more. */
    private boolean noted(UUID id) {
        hurried.add(id);
        return taken.contains(id) || !hurried.remove(id);
    }
}
