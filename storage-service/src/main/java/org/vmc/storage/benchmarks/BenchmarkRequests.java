package org.vmc.storage.benchmarks;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.vmc.http.identity.Caller;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.volumes.UsableVolumes;

/** Turns the request for a benchmark into its row and its operation, inside the accepting transaction. */
@ApplicationScoped
class BenchmarkRequests {

    private final Benchmarks benchmarks;
    private final UsableVolumes volumes;
    private final RunBenchmark runBenchmark;
    private final Clock clock = Clock.systemUTC();

    BenchmarkRequests(Benchmarks benchmarks, UsableVolumes volumes, RunBenchmark runBenchmark) {
        this.benchmarks = benchmarks;
        this.volumes = volumes;
        this.runBenchmark = runBenchmark;
    }

    /** The volumes that are written to, by name; asked before the transaction begins. */
    Map<String, GlusterVolume> volumes(NewBenchmark.Checked wanted, Caller caller) {
        var found = new LinkedHashMap<String, GlusterVolume>();
        for (var target : wanted.targets()) {
            var name = target.volume();
            if (name != null && !found.containsKey(name)) {
                found.put(name, volumes.requireOwn(name, "targets", caller));
            }
        }
        return found;
    }

    NewOperation<BenchmarkRun> run(NewBenchmark.Checked wanted, Map<String, GlusterVolume> used, Caller caller) {
        var id = TimeOrderedIds.next();
        var input = new BenchmarkRun(
                id,
                wanted.client(),
                wanted.directories(),
                wanted.files(),
                wanted.bytes(),
                wanted.rounds(),
                wanted.targets().stream().map(BenchmarkTarget::toString).toList(),
                used.values().stream().collect(Collectors.toMap(GlusterVolume::name, GlusterVolume::id)),
                used.values().stream().collect(Collectors.toMap(GlusterVolume::name, volume -> volume.bricks()
                        .getFirst()
                        .host())));
        benchmarks.insert(row(id, input, caller));
        return NewOperation.of(runBenchmark, input, new Target("benchmark", id, name(input.targets())));
    }

    private Benchmark row(UUID id, BenchmarkRun input, Caller caller) {
        var row = new Benchmark();
        row.id = id;
        row.client = input.client();
        row.directories = input.directories();
        row.files = input.files();
        row.bytes = input.bytes();
        row.rounds = input.rounds();
        row.targets = String.join(" ", input.targets());
        row.owner = caller.user();
        row.team = caller.team();
        row.createdAt = clock.instant();
        return row;
    }

    private static String name(List<String> targets) {
        return String.join(", ", targets);
    }
}
