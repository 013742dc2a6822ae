package org.vmc.storage;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.BrickFiles;
import org.vmc.storage.gluster.GlusterUnreachable;
import org.vmc.storage.gluster.Tree;
import org.vmc.storage.gluster.TreeJob;
import org.vmc.storage.gluster.TreeJobs;

/**
 * Hosts that work on trees in no time: making one runs at the first look and is done at the second, all else at once.
 * Files are found on bricks by what {@link #has} said, and those of a tree that is in a volume.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeTrees implements TreeJobs, BrickFiles {

    private final Map<String, TreeJob.State> jobs = new HashMap<>();
    private final Set<String> trees = new HashSet<>();
    private final Map<String, Tree> inVolumes = new HashMap<>();
    private final Map<Brick, Map<String, Long>> files = new HashMap<>();
    private final Map<String, Long> micros = new HashMap<>();
    private String spoilt = "";
    private boolean silent;

    /** Everything as at the beginning. */
    public synchronized void reset() {
        jobs.clear();
        trees.clear();
        inVolumes.clear();
        files.clear();
        micros.clear();
        spoilt = "";
        silent = false;
    }

    /** A brick has a file from now on. */
    public synchronized void has(Brick brick, String path, long bytes) {
        files.computeIfAbsent(brick, none -> new TreeMap<>()).put(path, bytes);
    }

    /** What a step in a place takes, such as {@code mount find}; 1,000 µs unless it is said. */
    public synchronized void takes(String placeAndStep, long howLong) {
        micros.put(placeAndStep, howLong);
    }

    /** From now on this step fails wherever it is tried. */
    public synchronized void spoil(TreeJob.Action action) {
        spoilt = action.wireName();
    }

    /** No host answers questions about bricks. */
    public synchronized void silence() {
        silent = true;
    }

    /** What is left on disks and of jobs, anywhere. */
    public synchronized Set<String> left() {
        var left = new HashSet<>(trees);
        left.addAll(jobs.keySet());
        return left;
    }

    @Override
    public synchronized TreeJob.State look(String host, Tree tree, TreeJob job) {
        var place = job.place();
        var id = "%s %s %d %s %s %s"
                .formatted(host, tree.id(), job.round(), place.kind().wireName(), place.volume(), job.action());
        if (job.action().wireName().equals(spoilt)) {
            return new TreeJob.State.Failed("No space left on device");
        }
        var before = jobs.get(id);
        if (before == null && job.action() == TreeJob.Action.GENERATE) {
            jobs.put(id, new TreeJob.State.Running(0));
        } else if (!(before instanceof TreeJob.State.Done)) {
            jobs.put(id, done(host, tree, job));
        }
        return jobs.getOrDefault(id, new TreeJob.State.Running(0));
    }

    private TreeJob.State done(String host, Tree tree, TreeJob job) {
        var place = job.place();
        var at = "%s %s %s"
                .formatted(
                        place.volume().isEmpty() ? host : place.volume(),
                        place.kind().wireName(),
                        tree.id());
        switch (job.action()) {
            case GENERATE -> {
                trees.add(at);
                inVolumes.put(place.volume(), tree);
            }
            case FIND, READ -> {
                if (!trees.contains(at)) {
                    return new TreeJob.State.Failed("there is no tree");
                }
            }
            case REMOVE -> {
                trees.remove(at);
                inVolumes.remove(place.volume());
            }
        }
        var step = place.kind().wireName() + " " + job.action().wireName();
        return new TreeJob.State.Done(micros.getOrDefault(step, 1000L));
    }

    @Override
    public synchronized void stop(String host, Tree tree) {
        jobs.entrySet()
                .removeIf(job -> job.getKey().startsWith(host + " " + tree.id())
                        && job.getValue() instanceof TreeJob.State.Running);
    }

    @Override
    public synchronized void clear(String host, Tree tree) {
        jobs.keySet().removeIf(job -> job.startsWith(host + " " + tree.id()));
        trees.removeIf(place -> place.startsWith(host + " ") && place.endsWith(" " + tree.id()));
    }

    @Override
    public synchronized List<Found> find(List<Brick> bricks, String pattern, int limit) {
        if (silent) {
            throw new GlusterUnreachable("look through bricks", "no route to host");
        }
        var found = bricks.stream()
                .flatMap(brick -> files.getOrDefault(brick, Map.of()).entrySet().stream())
                .filter(file -> pattern.equals("*") || file.getKey().endsWith("/" + pattern))
                .map(file -> new Found(file.getKey(), file.getValue(), Instant.EPOCH));
        var made = inVolumes.values().stream()
                .filter(tree -> tree.lastFile().equals(pattern))
                .map(tree -> new Found(
                        "%s/d%d/%s".formatted(tree.directory(), tree.directories() - 1, tree.lastFile()),
                        tree.bytes(),
                        Instant.EPOCH));
        return Stream.concat(found, made).limit(limit).toList();
    }

    @Override
    public synchronized long read(List<Brick> bricks, String directory) {
        return inVolumes.values().stream()
                .filter(tree -> tree.directory().equals(directory))
                .mapToLong(Tree::totalBytes)
                .sum();
    }
}
