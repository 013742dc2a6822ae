package org.vmc.storage;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterRefused;
import org.vmc.storage.gluster.GlusterUnreachable;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.gluster.HostReport;
import org.vmc.storage.gluster.NewGlusterVolume;
import org.vmc.storage.gluster.PoolMember;
import org.vmc.storage.gluster.VolumeStatus;

/**
 * A pool of four hosts in memory that behaves as GlusterFS 10.3 does: the same refusals in the same words, in the same
 * situations. {@code h1} is a pool of one to begin with.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeGluster implements GlusterPool, BrickHosts {

    public static final long DISK_BYTES = 10L << 30;

    private static final List<String> HOSTS = List.of("h1", "h2", "h3", "h4");

    private final Set<String> members = new LinkedHashSet<>();
    private final Set<String> silent = new HashSet<>();
    private final Set<String> unfit = new HashSet<>();
    private final Map<String, GlusterVolume> volumes = new LinkedHashMap<>();
    private final Map<Brick, UUID> marks = new HashMap<>();
    private final Map<Brick, Map<String, String>> files = new HashMap<>();
    private final Set<Brick> killed = new HashSet<>();
    private final Set<Brick> spoilt = new HashSet<>();

    public FakeGluster() {
        reset();
    }

    /** Everything as at the beginning. */
    public final synchronized void reset() {
        members.clear();
        members.add("h1");
        silent.clear();
        unfit.clear();
        volumes.clear();
        marks.clear();
        files.clear();
        killed.clear();
        spoilt.clear();
    }

    public synchronized void silence(String host) {
        silent.add(host);
    }

    public synchronized void revive(String host) {
        silent.remove(host);
    }

    public synchronized void makeUnfit(String host) {
        unfit.add(host);
    }

    /** As if its process were killed; until it is repaired. */
    public synchronized void kill(Brick brick) {
        killed.add(brick);
    }

    public synchronized void repair(Brick brick) {
        killed.remove(brick);
    }

    /** From now on this disk keeps other content than it is given. */
    public synchronized void spoil(Brick brick) {
        spoilt.add(brick);
    }

    public synchronized Set<String> memberNames() {
        return Set.copyOf(members);
    }

    public synchronized Map<Brick, UUID> marks() {
        return Map.copyOf(marks);
    }

    public synchronized Map<String, String> filesOn(Brick brick) {
        return Map.copyOf(files.getOrDefault(brick, Map.of()));
    }

    @Override
    public synchronized List<PoolMember> members() {
        requireSomebody();
        return members.stream()
                .map(host -> new PoolMember(
                        UUID.nameUUIDFromBytes(host.getBytes(StandardCharsets.UTF_8)),
                        host,
                        !silent.contains(host),
                        "Peer in Cluster"))
                .toList();
    }

    @Override
    public synchronized void probe(String host) {
        requireSomebody();
        if (silent.contains(host)) {
            throw new GlusterRefused("probe " + host, "Probe returned with Transport endpoint is not connected");
        }
        members.add(host);
    }

    @Override
    public synchronized void detach(String host) {
        requireSomebody();
        if (!members.contains(host)) {
            throw new GlusterRefused("detach " + host, host + " is not part of cluster");
        }
        if (volumes.values().stream()
                .flatMap(volume -> volume.bricks().stream())
                .anyMatch(on(host))) {
            throw new GlusterRefused("detach " + host, "Peer " + host + " hosts one or more bricks.");
        }
        if (members.stream().anyMatch(silent::contains)) {
            throw new GlusterRefused("detach " + host, "One of the peers is probably down. Check with 'peer status'");
        }
        members.remove(host);
    }

    @Override
    public synchronized List<GlusterVolume> volumes() {
        requireSomebody();
        return List.copyOf(volumes.values());
    }

    @Override
    public synchronized Optional<GlusterVolume> volume(String name) {
        requireSomebody();
        return Optional.ofNullable(volumes.get(name));
    }

    @Override
    public synchronized Set<Brick> onlineBricks(String name) {
        var volume = require(name);
        if (!volume.isStarted()) {
            throw new GlusterRefused("status " + name, "Volume " + name + " is not started");
        }
        return volume.bricks().stream()
                .filter(brick -> !silent.contains(brick.host()) && !killed.contains(brick))
                .collect(Collectors.toSet());
    }

    @Override
    public synchronized void create(NewGlusterVolume volume) {
        requireSomebody();
        if (volumes.containsKey(volume.name())) {
            throw new GlusterRefused("create " + volume.name(), "Volume " + volume.name() + " already exists");
        }
        for (var brick : volume.bricks()) {
            if (!members.contains(brick.host())) {
                throw new GlusterRefused(
                        "create " + volume.name(), "Host " + brick.host() + " is not in 'Peer in Cluster' state");
            }
            if (silent.contains(brick.host())) {
                throw new GlusterRefused("create " + volume.name(), "Host " + brick.host() + " not connected");
            }
            if (!marks.containsKey(brick)) {
                throw new GlusterRefused(
                        "create " + volume.name(), "Failed to create brick directory for brick " + brick);
            }
            if (files.containsKey(brick)) {
                throw new GlusterRefused("create " + volume.name(), brick.path() + " is already part of a volume");
            }
        }
        volume.bricks().forEach(brick -> files.put(brick, new HashMap<>()));
        var type = volume.replicas() > 1 ? "Replicate" : "Distribute";
        put(new GlusterVolume(
                UUID.randomUUID(),
                volume.name(),
                VolumeStatus.CREATED,
                type,
                volume.replicas(),
                volume.bricks(),
                Map.of()));
    }

    @Override
    public synchronized void set(String name, String option, String value) {
        var volume = require(name);
        var options = new HashMap<>(volume.options());
        options.put(option, value);
        put(new GlusterVolume(
                volume.id(), name, volume.status(), volume.type(), volume.replicas(), volume.bricks(), options));
    }

    @Override
    public synchronized void start(String name) {
        if (require(name).isStarted()) {
            throw new GlusterRefused("start " + name, "Volume " + name + " already started");
        }
        put(with(require(name), VolumeStatus.STARTED));
    }

    @Override
    public synchronized void stop(String name) {
        if (!require(name).isStarted()) {
            throw new GlusterRefused("stop " + name, "Volume " + name + " is not in the started state");
        }
        put(with(require(name), VolumeStatus.STOPPED));
    }

    @Override
    public synchronized void delete(String name) {
        if (require(name).isStarted()) {
            throw new GlusterRefused(
                    "delete " + name,
                    "Volume " + name + " has been started.Volume needs to be stopped before deletion.");
        }
        volumes.remove(name);
    }

    @Override
    public List<String> names() {
        return HOSTS;
    }

    @Override
    public List<HostReport> reports() {
        return HOSTS.stream().map(this::report).toList();
    }

    @Override
    public synchronized HostReport report(String host) {
        if (silent.contains(host)) {
            return new HostReport.Silent(host, "no route to host");
        }
        if (unfit.contains(host)) {
            return new HostReport.Unfit(host, "gluster is not installed");
        }
        return new HostReport.Fit(host, "10.3", "xfs", DISK_BYTES, DISK_BYTES);
    }

    @Override
    public Brick brick(String host, String volume) {
        return new Brick(host, "/bricks/b1/" + volume + "/brick");
    }

    @Override
    public synchronized void makeBrick(Brick brick, UUID volumeId) {
        requireHost(brick.host());
        var mark = marks.putIfAbsent(brick, volumeId);
        if (mark != null && !mark.equals(volumeId)) {
            throw new GlusterRefused("make the brick " + brick, brick.path() + " exists and belongs to something else");
        }
    }

    @Override
    public synchronized boolean removeBrick(Brick brick, UUID volumeId) {
        requireHost(brick.host());
        var mark = marks.get(brick);
        if (mark != null && !mark.equals(volumeId)) {
            return false;
        }
        if (volumes.values().stream().anyMatch(volume -> volume.bricks().contains(brick))) {
            throw new AssertionError("a brick in use was removed: " + brick);
        }
        marks.remove(brick);
        files.remove(brick);
        return true;
    }

    @Override
    public synchronized String writeThroughMount(String client, String name, String server, String file) {
        var volume = mount(client, name, server);
        var hash = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
        placeOf(volume, file)
                .forEach(brick -> contentOf(brick).put(file, spoilt.contains(brick) ? "0".repeat(64) : hash));
        return hash;
    }

    @Override
    public synchronized String readThroughMount(String client, String name, String server, String file) {
        var volume = mount(client, name, server);
        return placeOf(volume, file).stream()
                .map(brick -> Optional.ofNullable(contentOf(brick).get(file)))
                .flatMap(Optional::stream)
                .findFirst()
                .orElseThrow(() -> new GlusterRefused("read " + file, "the file is not in the volume"));
    }

    @Override
    public synchronized void removeThroughMount(String client, String name, String server, String file) {
        var volume = mount(client, name, server);
        volume.bricks().forEach(brick -> contentOf(brick).remove(file));
    }

    @Override
    public synchronized Map<Brick, String> hashesOnBricks(List<Brick> bricks, String file) {
        var hashes = new LinkedHashMap<Brick, String>();
        for (var brick : bricks) {
            requireHost(brick.host());
            var hash = files.getOrDefault(brick, Map.of()).get(file);
            if (hash != null) {
                hashes.put(brick, hash);
            }
        }
        return hashes;
    }

    private GlusterVolume mount(String client, String name, String server) {
        requireHost(client);
        requireHost(server);
        var volume = require(name);
        if (!volume.isStarted()) {
            throw new GlusterRefused("mount " + name, "cannot mount " + server + ":/" + name);
        }
        return volume;
    }

    /** All bricks of the replica set that a file's name leads to. */
    private static List<Brick> placeOf(GlusterVolume volume, String file) {
        var sets = volume.bricks().size() / volume.replicas();
        var first = Math.floorMod(file.hashCode(), sets) * volume.replicas();
        return new ArrayList<>(IntStream.range(first, first + volume.replicas())
                .mapToObj(volume.bricks()::get)
                .toList());
    }

    private Map<String, String> contentOf(Brick brick) {
        return files.computeIfAbsent(brick, ignored -> new HashMap<>());
    }

    private static Predicate<Brick> on(String host) {
        return brick -> brick.host().equals(host);
    }

    private static GlusterVolume with(GlusterVolume volume, VolumeStatus status) {
        return new GlusterVolume(
                volume.id(),
                volume.name(),
                status,
                volume.type(),
                volume.replicas(),
                volume.bricks(),
                volume.options());
    }

    private void put(GlusterVolume volume) {
        volumes.put(volume.name(), volume);
    }

    private GlusterVolume require(String name) {
        requireSomebody();
        var volume = volumes.get(name);
        if (volume == null) {
            throw new GlusterRefused("volume " + name, "Volume " + name + " does not exist");
        }
        return volume;
    }

    private void requireHost(String host) {
        if (silent.contains(host)) {
            throw new GlusterUnreachable("use " + host, "no route to host");
        }
    }

    private void requireSomebody() {
        if (silent.containsAll(HOSTS)) {
            throw new GlusterUnreachable("ask gluster", "no host answers");
        }
    }
}
