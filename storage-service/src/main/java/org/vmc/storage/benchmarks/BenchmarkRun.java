package org.vmc.storage.benchmarks;

import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.vmc.storage.gluster.Tree;
import org.vmc.storage.gluster.TreePlace;

/**
 * Input of {@link RunBenchmark}.
 *
 * @param targets in the order asked for, each as {@link BenchmarkTarget} is written
 * @param volumes Gluster's ids of the volumes among them, by name
 * @param servers the hosts they are mounted from, by name of the volume
 */
record BenchmarkRun(
        UUID benchmarkId,
        String client,
        int directories,
        int files,
        int bytes,
        int rounds,
        List<String> targets,
        Map<String, UUID> volumes,
        Map<String, String> servers) {

    Tree tree() {
        return new Tree(benchmarkId, directories, files, bytes);
    }

    /** Those that make a tree of their own, as they are written. */
    List<BenchmarkTarget> makers() {
        return targets.stream()
                .map(text -> BenchmarkTarget.parse(text).orElseThrow())
                .filter(target -> target.kind() != BenchmarkTarget.Kind.SCAN)
                .toList();
    }

    /** Whether the tree that this one makes is scanned as well. */
    boolean isScanned(BenchmarkTarget maker) {
        return maker.kind() == BenchmarkTarget.Kind.MOUNT
                && targets.contains(scanOf(maker).toString());
    }

    static BenchmarkTarget scanOf(BenchmarkTarget mount) {
        return new BenchmarkTarget(BenchmarkTarget.Kind.SCAN, mount.volume());
    }

    TreePlace place(BenchmarkTarget maker) {
        var volume = maker.volume() == null ? "" : maker.volume();
        var kind =
                switch (maker.kind()) {
                    case LOCAL -> TreePlace.Kind.LOCAL;
                    case BRICK_DISK -> TreePlace.Kind.BRICK_DISK;
                    case MOUNT -> TreePlace.Kind.MOUNT;
                    case IMAGE -> TreePlace.Kind.IMAGE;
                    case SCAN -> throw new IllegalArgumentException("a scan makes nothing: " + maker);
                };
        return new TreePlace(kind, volume, servers.getOrDefault(volume, ""));
    }
}
