package org.vmc.build.workers;

import jakarta.enterprise.context.ApplicationScoped;
import jakarta.transaction.Transactional;
import java.time.Clock;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.vmc.build.BuildSettings;
import org.vmc.contracts.build.BuildWorkerLost;
import org.vmc.contracts.build.WorkersReleased;
import org.vmc.contracts.build.WorkersRequested;
import org.vmc.operations.outbox.Outbox;
import org.vmc.operations.plan.Origin;

/**
 * The workers of builds: asks for them, tells which there are, gives them back. Every change is made in the caller's
 * transaction together with its event.
 */
@ApplicationScoped
public class Workers {
    private final WorkerRequests requests;
    private final WorkerRows rows;
    private final Outbox outbox;
    private final BuildSettings.Workers settings;
    private final Clock clock = Clock.systemUTC();

    Workers(WorkerRequests requests, WorkerRows rows, Outbox outbox, BuildSettings settings) {
        this.requests = requests;
        this.rows = rows;
        this.outbox = outbox;
        this.settings = settings.workers();
    }

    /**
     * How a request for workers stands.
     *
     * @param wanted how many were asked for
     * @param workers what vm-service has said so far
     */
    public record Standing(int wanted, List<Worker> workers) {
        /** Whether vm-service has answered for each. */
        public boolean isAnswered() {
            return workers.size() >= wanted;
        }

        /** Those in that state. */
        public List<Worker> in(WorkerState state) {
            return workers.stream().filter(worker -> worker.state() == state).toList();
        }
    }

    /** Asks vm-service for workers on other hosts than these; asking again for the same build has no effect. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void request(UUID buildId, UUID operationId, int count, List<String> avoidHosts, Origin origin) {
        if (requests.findByIdOptional(buildId).isPresent()) {
            return;
        }
        requests.persist(new WorkerRequest(buildId, operationId, count, clock.instant()));
        outbox.publish(
                new WorkersRequested(
                        buildId,
                        count,
                        settings.template(),
                        settings.type(),
                        true,
                        avoidHosts,
                        origin.actor(),
                        origin.team().isEmpty() ? null : origin.team(),
                        settings.lease().toSeconds()),
                operationId,
                operationId);
    }

    /** Gives back what was asked for, made or not; has no effect when nothing was, or when it was given back before. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void release(UUID buildId, String reason) {
        var request = requests.findByIdOptional(buildId);
        if (request.isEmpty() || request.get().isReleased()) {
            return;
        }
        request.get().release(clock.instant());
        var operationId = request.get().operationId();
        outbox.publish(new WorkersReleased(buildId, reason), operationId, operationId);
    }

    /** How the request of a build stands; none wanted when nothing was asked for. */
    @Transactional
    public Standing standing(UUID buildId) {
        var wanted =
                requests.findByIdOptional(buildId).map(WorkerRequest::wanted).orElse(0);
        return new Standing(wanted, rows.ofBuild(buildId));
    }

    /** Notes what a look at each worker has shown. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void note(Map<UUID, WorkerCheck> checks) {
        checks.forEach((vmId, check) -> rows.findByIdOptional(vmId).ifPresent(worker -> {
            switch (check) {
                case WorkerCheck.Usable usable -> worker.become(WorkerState.VERIFIED, null);
                case WorkerCheck.Silent silent -> worker.become(WorkerState.REFUSED, silent.reason());
                case WorkerCheck.Unequal unequal -> worker.become(WorkerState.REFUSED, unequal.reason());
            }
        }));
    }

    /** Notes and tells that a worker is lost; has no effect on one that is given back, unknown, or known as lost. */
    @Transactional(Transactional.TxType.MANDATORY)
    public void lost(UUID vmId, String reason) {
        var worker = rows.findByIdOptional(vmId).filter(each -> each.state() != WorkerState.LOST);
        var request = worker.flatMap(each -> requests.findByIdOptional(each.buildId()))
                .filter(each -> !each.isReleased());
        if (worker.isEmpty() || request.isEmpty()) {
            return;
        }
        worker.get().become(WorkerState.LOST, reason);
        var operationId = request.get().operationId();
        outbox.publish(
                new BuildWorkerLost(request.get().buildId(), vmId, worker.get().name(), reason),
                operationId,
                operationId);
    }

    /**
     * Notes what a worker has done.
     *
     * @param compiled files it compiled
     * @param failures distcc's words for each failed attempt
     */
    @Transactional(Transactional.TxType.MANDATORY)
    public void worked(UUID vmId, int compiled, List<String> failures) {
        rows.findByIdOptional(vmId)
                .ifPresent(worker ->
                        worker.worked(compiled, failures.size(), failures.isEmpty() ? null : failures.getLast()));
    }
}
