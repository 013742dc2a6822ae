package org.vmc.build.workers;

import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import org.vmc.build.BuildSettings;
import org.vmc.build.builders.Workspace;
import org.vmc.build.hosts.Accounts;
import org.vmc.build.hosts.HostAccess;
import org.vmc.build.toolchain.Fingerprint;
import org.vmc.build.toolchain.Toolchains;
import org.vmc.http.problem.ProblemException;

/**
 * Looks whether workers can be used: the builder gets through to their distccd, and their compiler is the builder's.
 * The second look matters because another compiler is silent: distcc takes its object files without a word.
 */
@ApplicationScoped
public class WorkerInspection {
    private final Accounts accounts;
    private final BuildSettings.Workers settings;

    WorkerInspection(Accounts accounts, BuildSettings settings) {
        this.accounts = accounts;
        this.settings = settings.workers();
    }

    /**
     * Looks at all of them at the same time.
     *
     * @param workspace of the build, for asking its builder
     * @param expected the builder's compiler
     * @param compiler its name
     * @param knownHosts keeps the workers' host keys: they are new at every build, their addresses are not
     */
    public Map<UUID, WorkerCheck> inspect(
            List<Worker> workers, Workspace workspace, Fingerprint expected, String compiler, Path knownHosts)
            throws InterruptedException {
        try (var access = accounts.withKeysIn(knownHosts);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var looks = workers.stream()
                    .<Callable<WorkerCheck>>map(worker -> () -> inspect(worker, workspace, access, expected, compiler))
                    .toList();
            var answers = threads.invokeAll(looks);
            var checks = new HashMap<UUID, WorkerCheck>();
            for (var i = 0; i < workers.size(); i++) {
                checks.put(workers.get(i).vmId(), answers.get(i).get());
            }
            return checks;
        } catch (ExecutionException e) {
            throw new IllegalStateException("A worker could not be looked at", e.getCause());
        }
    }

    private WorkerCheck inspect(
            Worker worker, Workspace workspace, HostAccess access, Fingerprint expected, String compiler)
            throws InterruptedException {
        var address = worker.address().orElseThrow();
        try {
            if (!workspace.reaches(address, settings.distccdPort())) {
                return new WorkerCheck.Silent(
                        "distccd does not answer at %s:%d".formatted(address, settings.distccdPort()));
            }
            var account = accounts.account(address, settings.sshPort(), settings.user());
            var differences = Toolchains.fingerprint(access, account, compiler).differencesFrom(expected);
            return differences.isEmpty()
                    ? new WorkerCheck.Usable()
                    : new WorkerCheck.Unequal(
                            "its %s is not the builder's: %s".formatted(compiler, String.join(", ", differences)));
        } catch (ProblemException e) {
            return e.type().status() == 503 ? new WorkerCheck.Silent(e.detail()) : new WorkerCheck.Unequal(e.detail());
        }
    }
}
