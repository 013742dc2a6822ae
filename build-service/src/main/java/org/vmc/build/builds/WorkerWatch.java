package org.vmc.build.builds;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.vmc.build.BuildSettings;
import org.vmc.build.workers.Worker;
import org.vmc.build.workers.WorkerState;
import org.vmc.build.workers.Workers;
import org.vmc.http.problem.ProblemException;

/**
 * Notices workers that stop answering while the commands of a build run. What they had to compile is distcc's business;
 * this only tells, so that people learn of it before the build is over.
 */
@ApplicationScoped
class WorkerWatch {
    private static final Logger LOG = Logger.getLogger(WorkerWatch.class);

    /** One look may fall into a moment in which the machine is too busy to accept. */
    private static final int MISSES = 2;

    private final Workers workers;
    private final Workspaces workspaces;
    private final BuildSettings.Workers settings;

    WorkerWatch(Workers workers, Workspaces workspaces, BuildSettings settings) {
        this.workers = workers;
        this.workspaces = workspaces;
        this.settings = settings.workers();
    }

    /** Watching that goes on until it is closed, which does not wait. */
    interface Watching extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins; has nothing to do for a local build. */
    Watching watch(BuildOrder order) {
        var over = new CountDownLatch(1);
        if (order.isDistributed()) {
            Thread.ofVirtual().name("watch-workers-" + order.buildId()).start(() -> watch(order, over));
        }
        return over::countDown;
    }

    private void watch(BuildOrder order, CountDownLatch over) {
        var misses = new HashMap<UUID, Integer>();
        try {
            while (!over.await(settings.lookEvery().toMillis(), TimeUnit.MILLISECONDS)) {
                for (var worker : workers.standing(order.buildId()).in(WorkerState.VERIFIED)) {
                    look(order, worker, misses, over);
                }
            }
        } catch (InterruptedException ended) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException failure) {
            LOG.warnf(failure, "The workers of build %s are not watched any more", order.buildId());
        }
    }

    private void look(BuildOrder order, Worker worker, Map<UUID, Integer> misses, CountDownLatch over)
            throws InterruptedException {
        var address = worker.address().orElseThrow();
        try {
            if (over.getCount() == 0 || workspaces.of(order).reaches(address, settings.distccdPort())) {
                misses.remove(worker.vmId());
                return;
            }
        } catch (ProblemException builderSilent) {
            // Says nothing about the worker.
            return;
        }
        if (misses.merge(worker.vmId(), 1, Integer::sum) < MISSES || over.getCount() == 0) {
            return;
        }
        var reason = "distccd at %s:%d stopped answering during the build".formatted(address, settings.distccdPort());
        QuarkusTransaction.requiringNew().run(() -> workers.lost(worker.vmId(), reason));
    }
}
