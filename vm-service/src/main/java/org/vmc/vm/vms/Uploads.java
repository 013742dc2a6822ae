package org.vmc.vm.vms;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.InputStream;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.inventory.CreationMark;
import org.vmc.vm.pools.Pools;
import org.vmc.vm.xen.PoolUnreachable;
import org.vmc.vm.xen.TaskRef;
import org.vmc.vm.xen.TaskState;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenFailure;
import org.vmc.vm.xen.XenPool;
import org.vmc.vm.xen.XenVm;
import org.vmc.vm.xen.XenVms;

/**
 * Streams archives into pools, and takes away what came of uploads that no operation took over.
 *
 * <p>An upload cannot be written down and done later as other requests are: what it is about is the stream. So its row
 * is written first, the pool's task is noted in it before the first byte goes out, and only what has arrived whole
 * becomes an operation. Whatever is left of an upload whose client or service died is found through its row.
 */
@ApplicationScoped
class Uploads {

    /** A pool that is slow to make the task is not an upload that died. */
    private static final Duration TASK_IS_NOTED_WITHIN = Duration.ofMinutes(5);

    private static final Logger LOG = Logger.getLogger(Uploads.class);

    private final Pools pools;
    private final VmImports imports;
    private final Vms vms;
    private final VmsConfig config;
    private final Clock clock = Clock.systemUTC();
    /** Uploads of this process that have not come to their end. */
    private final Set<UUID> underWay = ConcurrentHashMap.newKeySet();

    Uploads(Pools pools, VmImports imports, Vms vms, VmsConfig config) {
        this.pools = pools;
        this.imports = imports;
        this.vms = vms;
        this.config = config;
    }

    /** Takes over what was uploaded. */
    interface Taking<T> {
        T over(XenVm vm);
    }

    /**
     * Streams an archive into the pool and has the one VM in it taken over; it bears the upload's name until then. When
     * anything fails, nothing of it stays.
     *
     * @throws ProblemException 422 for an archive the pool cannot read, 507, 503 when it broke off
     */
    <T> T run(VmImport upload, String srUuid, InputStream archive, long lengthBytes, Taking<T> taking) {
        XenPool pool = pools.connection(upload.pool);
        underWay.add(upload.id);
        imports.begin(upload);
        try {
            String importing = "Importing " + upload.name;
            TaskRef task = Reachability.asked(
                    upload.pool, importing, () -> pool.transfers().begin(CreationMark.cloneName(upload.id)));
            imports.runsUnder(upload.id, task);
            XenVm vm = Reachability.asked(
                    upload.pool, importing, () -> uploaded(pool, upload, task, srUuid, archive, lengthBytes));
            T taken = taking.over(vm);
            if (imports.isThere(upload.id)) {
                // A repeated idempotency key was answered with the first upload; this one is one too many.
                imports.abandon(upload.id);
                takeAway(upload.id);
                return taken;
            }
            forget(pool, task);
            return taken;
        } catch (RuntimeException failed) {
            imports.abandon(upload.id);
            takeAway(upload.id);
            throw failed;
        } finally {
            underWay.remove(upload.id);
        }
    }

    /** What was accepted stays accepted; the pool forgets its tasks by itself too. */
    private static void forget(XenPool pool, TaskRef task) {
        try {
            pool.tasks().destroy(task);
        } catch (XenFailure failure) {
            LOG.debugf(failure, "%s is left to its pool", task);
        }
    }

    /** Takes no input and may run at any time, in several replicas at once. */
    @Scheduled(
            every = "${vmc.vms.sweep-every:5m}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        Instant now = clock.instant();
        for (VmImport upload : imports.all()) {
            if (underWay.contains(upload.id)) {
                continue;
            }
            try {
                look(upload, now);
            } catch (XenFailure failure) {
                LOG.warnf(failure, "Upload %s into pool %s cannot be looked at", upload.name, upload.pool);
            }
        }
    }

    /** Another replica may be sending it: what goes on, or has only begun, is its own. */
    private void look(VmImport upload, Instant now) {
        if (!upload.abandoned && !isOver(upload, now)) {
            imports.goesOn(upload.id);
        } else if (upload.overAt == null) {
            imports.over(upload.id, now);
        } else if (!upload.overAt.plus(config.sweepAfter()).isAfter(now)) {
            imports.abandon(upload.id);
            takeAway(upload.id);
        }
    }

    /** The pool gives up by itself when the connection to whoever sent is gone. */
    private boolean isOver(VmImport upload, Instant now) {
        return upload.task == null ? upload.begunAt.plus(TASK_IS_NOTED_WITHIN).isBefore(now) : isOver(upload);
    }

    private boolean isOver(VmImport upload) {
        return !(pools.connection(upload.pool).tasks().state(new TaskRef(String.valueOf(upload.task)))
                instanceof TaskState.Pending);
    }

    private XenVm uploaded(
            XenPool pool, VmImport upload, TaskRef task, String srUuid, InputStream archive, long lengthBytes) {
        PoolUnreachable broken = null;
        try {
            pool.transfers().upload(task, srUuid, archive, lengthBytes);
        } catch (PoolUnreachable failure) {
            // The task knows better than a connection that was cut: the pool cuts it when it refuses.
            broken = failure;
        }
        // An archive that was sent whole may keep the pool busy for a while; one that broke off should not.
        TaskState state = pool.tasks().await(task, broken == null ? config.poolWithin() : config.brokenUploadWithin());
        return switch (state) {
            case TaskState.Succeeded succeeded -> theOnly(pool, upload, task);
            case TaskState.Failed failed
            when failed.code().startsWith("IMPORT_ERROR") || failed.code().equals("VDI_CONTENT_ID_MISSING") ->
                throw ProblemException.invalid(
                        "body",
                        "must be an XVA archive; the pool says %s %s".formatted(failed.code(), failed.params()));
            case TaskState.Failed failed ->
                throw Refusals.problem("Importing " + upload.name, failed.code(), failed.params());
            case TaskState.Pending pending -> throw brokenOff(upload, broken);
            case TaskState.Cancelled cancelled -> throw brokenOff(upload, broken);
            case TaskState.Forgotten forgotten -> throw brokenOff(upload, broken);
        };
    }

    private XenVm theOnly(XenPool pool, VmImport upload, TaskRef task) {
        List<XenVm> all = made(pool, task).stream().filter(vm -> !vm.snapshot()).toList();
        if (all.size() != 1) {
            throw ProblemException.invalid("body", "must be an archive of one VM; there are " + all.size() + " in it");
        }
        XenVm only = all.getFirst();
        if (only.template()) {
            // The archive of a snapshot is one of a template.
            pool.vms().makeVm(only.ref());
        }
        pool.vms().rename(only.ref(), CreationMark.cloneName(upload.id));
        return only;
    }

    private static ProblemException brokenOff(VmImport upload, @Nullable PoolUnreachable cause) {
        String why = cause == null ? "its pool did not finish it" : String.valueOf(cause.getMessage());
        return Reachability.unreachable(upload.pool, "the upload of " + upload.name + " broke off: " + why);
    }

    /** Destroys what came of an abandoned upload; what cannot be done now is done by the next sweep. */
    private void takeAway(UUID id) {
        VmImport upload = imports.all().stream()
                .filter(row -> row.id.equals(id))
                .findFirst()
                .orElse(null);
        if (upload == null || !upload.abandoned) {
            return;
        }
        try {
            XenPool pool = pools.connection(upload.pool);
            if (upload.task != null) {
                TaskRef task = new TaskRef(upload.task);
                if (!isOver(upload)) {
                    pool.tasks().cancel(task);
                    imports.over(upload.id, clock.instant());
                    return;
                }
                made(pool, task).forEach(vm -> destroy(upload, pool.vms(), vm));
                pool.tasks().destroy(task);
            }
            pool.vms().byName(CreationMark.cloneName(upload.id)).forEach(vm -> destroy(upload, pool.vms(), vm));
            imports.remove(upload.id);
        } catch (XenFailure failure) {
            imports.over(upload.id, clock.instant());
            LOG.warnf(failure, "What came of upload %s into pool %s is taken away later", upload.name, upload.pool);
        }
    }

    private static List<XenVm> made(XenPool pool, TaskRef task) {
        if (!(pool.tasks().state(task) instanceof TaskState.Succeeded)) {
            return List.of();
        }
        return pool.tasks().vmsOf(task).stream()
                .flatMap((VmRef ref) -> pool.vms().byRef(ref).stream())
                .toList();
    }

    private void destroy(VmImport upload, XenVms pool, XenVm vm) {
        if (vms.read(() -> vms.withXenUuid(upload.pool, vm.uuid())).isPresent()) {
            LOG.warnf("VM %s of upload %s into pool %s is left to who claimed it", vm.uuid(), upload.name, upload.pool);
            return;
        }
        pool.ownDisks(vm.ref()).forEach(pool::destroyDisk);
        pool.destroy(vm.ref());
    }
}
