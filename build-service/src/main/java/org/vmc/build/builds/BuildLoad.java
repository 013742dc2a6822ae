package org.vmc.build.builds;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.vmc.build.BuildSettings;
import org.vmc.build.builders.Builders;
import org.vmc.build.hosts.Accounts;
import org.vmc.build.hosts.HostAccess;
import org.vmc.build.load.Loads;
import org.vmc.build.load.MeasuredHost;
import org.vmc.build.workers.WorkerState;
import org.vmc.build.workers.Workers;

/** Measures the hosts of a build while its commands run. */
@ApplicationScoped
class BuildLoad {
    private static final String BUILDER = "builder";

    private final Loads loads;
    private final Builders builders;
    private final Workers workers;
    private final Accounts accounts;
    private final BuildFiles files;
    private final BuildSettings.Workers settings;

    BuildLoad(
            Loads loads,
            Builders builders,
            Workers workers,
            Accounts accounts,
            BuildFiles files,
            BuildSettings settings) {
        this.loads = loads;
        this.builders = builders;
        this.workers = workers;
        this.accounts = accounts;
        this.files = files;
        this.settings = settings.workers();
    }

    /** Ends the measuring and keeps the summary; throws nothing. */
    interface Measuring extends AutoCloseable {
        @Override
        void close();
    }

    /** Begins, or goes on after a restart. */
    Measuring measure(BuildOrder order) {
        var access = accounts.withKeysIn(files.knownHosts(order.buildId()));
        var watch = loads.watch(files.load(order.buildId()), () -> hosts(order, access));
        return () -> end(order.buildId(), watch, access);
    }

    private List<MeasuredHost> hosts(BuildOrder order, HostAccess access) {
        var hosts = new ArrayList<MeasuredHost>();
        var builder = builders.named(order.builder());
        hosts.add(new MeasuredHost(BUILDER, builder.name(), true, accounts.builders(), builder.account()));
        if (order.isDistributed()) {
            for (var worker : workers.standing(order.buildId()).in(WorkerState.VERIFIED)) {
                var account = accounts.account(worker.address().orElseThrow(), settings.sshPort(), settings.user());
                hosts.add(new MeasuredHost(worker.vmId().toString(), worker.name(), false, access, account));
            }
        }
        return hosts;
    }

    private void end(UUID buildId, Loads.Watch watch, HostAccess access) {
        watch.close();
        // Waits for what is being ended on the workers, one of which may not answer any more.
        Thread.ofVirtual().name("end-load-" + buildId).start(access::close);
        loads.keep(buildId, files.load(buildId));
    }
}
