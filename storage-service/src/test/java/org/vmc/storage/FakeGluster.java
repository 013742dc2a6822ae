package org.vmc.storage;

import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Alternative;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vmc.storage.gluster.Brick;
import org.vmc.storage.gluster.BrickHeal;
import org.vmc.storage.gluster.BrickHosts;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.GlusterRefused;
import org.vmc.storage.gluster.GlusterUnreachable;
import org.vmc.storage.gluster.GlusterVolume;
import org.vmc.storage.gluster.HealSummary;
import org.vmc.storage.gluster.HealthInspection;
import org.vmc.storage.gluster.HostHealth;
import org.vmc.storage.gluster.HostReport;
import org.vmc.storage.gluster.Migration;
import org.vmc.storage.gluster.NewGlusterVolume;
import org.vmc.storage.gluster.PoolMember;
import org.vmc.storage.gluster.Quota;
import org.vmc.storage.gluster.SetShape;
import org.vmc.storage.gluster.VolumeOption;
import org.vmc.storage.gluster.VolumeStatus;

/**
 * A pool of four hosts in memory that behaves as GlusterFS 10.3 does: the same refusals in the same words, in the same
 * situations. {@code h1} is a pool of one to begin with.
 */
@Alternative
@Priority(1)
@ApplicationScoped
public class FakeGluster implements GlusterPool, BrickHosts, HealthInspection {

    public static final long DISK_BYTES = 10L << 30;

    private static final List<String> HOSTS = List.of("h1", "h2", "h3", "h4");

    private static final String PART = "part of ";

    /** The options it knows, with their defaults as of 10.3. */
    private static final Map<String, String> DEFAULTS = new TreeMap<>(Map.ofEntries(
            Map.entry("network.ping-timeout", "42"),
            Map.entry("performance.cache-size", "32MB"),
            Map.entry("performance.client-io-threads", "on"),
            Map.entry("performance.write-behind-window-size", "1MB"),
            Map.entry("performance.quick-read", "on"),
            Map.entry("performance.read-ahead", "off"),
            Map.entry("performance.io-cache", "off"),
            Map.entry("performance.strict-o-direct", "off"),
            Map.entry("performance.low-prio-threads", "16"),
            Map.entry("network.remote-dio", "disable"),
            Map.entry("client.event-threads", "2"),
            Map.entry("server.event-threads", "2"),
            Map.entry("cluster.eager-lock", "on"),
            Map.entry("cluster.quorum-type", "none"),
            Map.entry("cluster.locking-scheme", "full"),
            Map.entry("cluster.choose-local", "true"),
            Map.entry("cluster.lookup-optimize", "on"),
            Map.entry("cluster.data-self-heal-algorithm", "full"),
            Map.entry("cluster.shd-max-threads", "1"),
            Map.entry("cluster.shd-wait-qlength", "1024"),
            Map.entry("features.shard", "off"),
            Map.entry("features.shard-block-size", "64MB"),
            Map.entry("cluster.heal-timeout", "600"),
            Map.entry("auth.allow", "*")));

    private final Set<String> members = new LinkedHashSet<>();
    private final Set<String> silent = new HashSet<>();
    private final Set<String> unfit = new HashSet<>();
    private final Map<String, GlusterVolume> volumes = new LinkedHashMap<>();
    private final Map<Brick, UUID> marks = new HashMap<>();
    private final Map<Brick, Map<String, String>> files = new HashMap<>();
    private final Set<Brick> killed = new HashSet<>();
    private final Set<Brick> spoilt = new HashSet<>();
    private final Map<String, Task> tasks = new HashMap<>();
    private final Map<String, Set<String>> clients = new HashMap<>();
    private final Set<String> unheard = new HashSet<>();
    private final Set<String> splitBrain = new HashSet<>();
    private final Map<String, Long> limits = new HashMap<>();
    private final Map<String, Long> used = new HashMap<>();
    private boolean migrationsHeld;
    private boolean healingHeld;

    /** Files on their way; it ends at the second look. */
    private static final class Task {
        private final UUID id = UUID.randomUUID();
        private final List<Brick> leaving;
        private Migration.State state = Migration.State.IN_PROGRESS;
        private int looks;

        private Task(List<Brick> leaving) {
            this.leaving = leaving;
        }
    }

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
        tasks.clear();
        clients.clear();
        unheard.clear();
        splitBrain.clear();
        limits.clear();
        used.clear();
        migrationsHeld = false;
        healingHeld = false;
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

    /** As if the self-heal daemon of that host ran without being heard; until it is started anew. */
    public synchronized void deafen(String host) {
        unheard.add(host);
    }

    /** As if the copies of that file contradicted each other. */
    public synchronized void contradict(String file) {
        splitBrain.add(file);
    }

    /** From now on nothing is healed until it is let be. */
    public synchronized void holdHealing(boolean held) {
        healingHeld = held;
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
        put(new GlusterVolume(
                UUID.randomUUID(),
                volume.name(),
                VolumeStatus.CREATED,
                type(volume.shape(), volume.bricks().size()),
                volume.shape(),
                volume.bricks(),
                Map.of()));
    }

    @Override
    public synchronized void set(String name, Map<String, String> wanted) {
        var volume = require(name);
        wanted.forEach((option, value) -> {
            if (!DEFAULTS.containsKey(option)) {
                throw new GlusterRefused("set " + name, "option : " + option + " does not exist");
            }
            if (value.equals("banana")) {
                throw new GlusterRefused(
                        "set " + name, "invalid number format \"banana\" in option \"" + option + "\"");
            }
        });
        var options = new HashMap<>(volume.options());
        options.putAll(wanted);
        put(with(volume, volume.status(), volume.bricks(), options));
    }

    @Override
    public synchronized void reset(String name, String option) {
        var volume = require(name);
        var options = new HashMap<>(volume.options());
        options.remove(option);
        put(with(volume, volume.status(), volume.bricks(), options));
    }

    @Override
    public synchronized List<VolumeOption> options(String name) {
        var set = require(name).options();
        // 10.3 lists this one twice.
        var twice = Map.entry("cluster.heal-timeout", "600");
        return Stream.concat(DEFAULTS.entrySet().stream(), Stream.of(twice))
                .map(option -> new VolumeOption(
                        option.getKey(),
                        set.getOrDefault(option.getKey(), option.getValue()),
                        !set.containsKey(option.getKey())))
                .toList();
    }

    @Override
    public synchronized Map<Brick, Integer> ports(String name) {
        return onlineBricks(name).stream().collect(Collectors.toMap(brick -> brick, brick -> 49152));
    }

    @Override
    public synchronized void addBricks(String name, List<Brick> bricks) {
        var volume = require(name);
        for (var brick : bricks) {
            requireUsable("add-brick " + name, brick);
        }
        bricks.forEach(brick -> files.put(brick, new HashMap<>()));
        var all = new ArrayList<>(volume.bricks());
        all.addAll(bricks);
        tasks.remove(name);
        put(with(volume, volume.status(), all, volume.options()));
    }

    @Override
    public synchronized void startRebalance(String name) {
        var volume = require(name);
        requireNoTask(name, "Rebalance on " + name + " is already started");
        if (volume.sets().size() < 2) {
            throw new GlusterRefused(
                    "rebalance " + name, "Volume " + name + " is not a distribute volume or contains only 1 brick.");
        }
        tasks.put(name, new Task(List.of()));
    }

    @Override
    public synchronized Optional<Migration> rebalance(String name) {
        return look(name, List.of());
    }

    @Override
    public synchronized void stopRebalance(String name) {
        stopTask(name, List.of(), "Rebalance not started for volume " + name + ".");
    }

    @Override
    public synchronized void startRemoval(String name, List<Brick> bricks) {
        requireNoTask(name, "Rebalance is in progress. Please retry after completion");
        requireAll(name, bricks);
        tasks.put(name, new Task(bricks));
    }

    @Override
    public synchronized Optional<Migration> removal(String name, List<Brick> bricks) {
        return look(name, bricks);
    }

    @Override
    public synchronized void stopRemoval(String name, List<Brick> bricks) {
        stopTask(name, bricks, "remove-brick not started for volume " + name + ".");
        tasks.remove(name);
    }

    @Override
    public synchronized void commitRemoval(String name, List<Brick> bricks) {
        requireAll(name, bricks);
        var task = tasks.get(name);
        if (task == null || !task.leaving.equals(bricks)) {
            throw new GlusterRefused(
                    "remove-brick " + name,
                    "Brick " + bricks.getFirst() + " is not decommissioned. Use start or force option");
        }
        if (task.state != Migration.State.COMPLETED) {
            throw new GlusterRefused("remove-brick " + name, "use 'force' option as migration is in progress");
        }
        var volume = require(name);
        var left = volume.bricks().stream()
                .filter(brick -> !bricks.contains(brick))
                .toList();
        tasks.remove(name);
        put(with(volume, volume.status(), left, volume.options()));
    }

    @Override
    public synchronized void replaceBrick(String name, Brick former, Brick brick) {
        var volume = require(name);
        if (!volume.shape().survivesLoss()) {
            throw new GlusterRefused(
                    "replace-brick " + name,
                    "replace-brick is not permitted on distribute only volumes. Please use add-brick and remove-brick"
                            + " operations instead.");
        }
        requireAll(name, List.of(former));
        requireUsable("replace-brick " + name, brick);
        files.put(brick, new HashMap<>());
        var bricks = volume.bricks().stream()
                .map(each -> each.equals(former) ? brick : each)
                .toList();
        put(with(volume, volume.status(), bricks, volume.options()));
    }

    @Override
    public synchronized void heal(String name) {
        require(name);
        if (!unheard.isEmpty()) {
            throw new GlusterRefused(
                    "heal " + name,
                    "Launching heal operation to perform full self heal on volume " + name
                            + " has been unsuccessful: Self-heal daemon is not running.");
        }
    }

    @Override
    public synchronized Map<String, Boolean> healers(String name) {
        require(name);
        return members.stream()
                .filter(host -> !silent.contains(host))
                .collect(Collectors.toMap(host -> host, host -> !unheard.contains(host)));
    }

    @Override
    public synchronized List<HealSummary> healSummaries(String name) {
        return heals(name).stream()
                .map(heal -> {
                    var contradicted = contentOf(heal.brick()).keySet().stream()
                            .filter(splitBrain::contains)
                            .count();
                    return new HealSummary(
                            heal.brick(),
                            heal.isConnected(),
                            heal.entries().orElse(0) + (heal.isConnected() ? contradicted : 0),
                            heal.isConnected() ? contradicted : 0);
                })
                .toList();
    }

    @Override
    public synchronized void startMissing(String name) {
        if (!require(name).isStarted()) {
            start(name);
        }
        killed.removeAll(require(name).bricks());
        unheard.clear();
    }

    @Override
    public synchronized List<HostHealth> health(Collection<Brick> bricks) {
        var started = volumes.values().stream()
                .filter(GlusterVolume::isStarted)
                .collect(Collectors.toMap(GlusterVolume::name, GlusterVolume::bricks));
        return HOSTS.stream()
                .<HostHealth>map(host -> {
                    if (silent.contains(host)) {
                        return new HostHealth.Silent(host, "no route to host");
                    }
                    var peers = members.stream()
                            .filter(other -> members.contains(host) && !other.equals(host))
                            .collect(Collectors.toMap(other -> other, other -> !silent.contains(other)));
                    var running = started.values().stream()
                            .flatMap(List::stream)
                            .filter(on(host))
                            .filter(brick -> bricks.contains(brick) && !killed.contains(brick))
                            .collect(Collectors.toMap(brick -> brick, brick -> 474));
                    return new HostHealth.Answered(host, true, peers, started.keySet(), running, started.keySet());
                })
                .toList();
    }

    /** A look heals two files, after they were counted. */
    @Override
    public synchronized List<BrickHeal> heals(String name) {
        var volume = require(name);
        var online = onlineBricks(name);
        var heals = new ArrayList<BrickHeal>();
        for (var set : volume.sets()) {
            var missing = missing(set, online);
            for (var brick : set) {
                heals.add(new BrickHeal(
                        brick, online.contains(brick) ? OptionalLong.of(missing.size()) : OptionalLong.empty()));
            }
            missing.stream().limit(healingHeld ? 0 : 2).forEach(file -> online.stream()
                    .filter(set::contains)
                    .forEach(brick -> contentOf(brick).putIfAbsent(file, anyContent(set, file))));
        }
        return heals;
    }

    @Override
    public synchronized long names(Brick brick) {
        requireHost(brick.host());
        return contentOf(brick).size();
    }

    @Override
    public synchronized long content(Brick brick) {
        requireHost(brick.host());
        return contentOf(brick).size();
    }

    @Override
    public synchronized List<String> clients(String name, Map<Brick, Integer> ports) {
        return List.copyOf(clients.getOrDefault(name, Set.of()));
    }

    /** A client that has it mounted, until everything is reset. */
    public synchronized void connect(String client, String volume) {
        clients.computeIfAbsent(volume, ignored -> new LinkedHashSet<>()).add(client);
    }

    public synchronized void disconnect(String volume) {
        clients.remove(volume);
    }

    /** From now on migrations of the volume go on until they are let end. */
    public synchronized void holdMigrations(boolean held) {
        migrationsHeld = held;
    }

    /** Puts a file where its name leads, as a client does. */
    public synchronized void keep(String volume, String file) {
        place(require(volume), file, "content of " + file);
    }

    /** The bricks that hold the file, link files apart. */
    public synchronized List<Brick> holders(String volume, String file) {
        return require(volume).bricks().stream()
                .filter(brick -> contentOf(brick).containsKey(file))
                .toList();
    }

    /** From now on the files of the volume take so much. */
    public synchronized void use(String volume, long bytes) {
        used.put(volume, bytes);
    }

    @Override
    public synchronized Optional<Quota> quota(String name) {
        requireSomebody();
        return Optional.ofNullable(limits.get(name)).map(limit -> new Quota(limit, used.getOrDefault(name, 0L)));
    }

    @Override
    public synchronized void limit(String name, long bytes) {
        var volume = require(name);
        if (!volume.isStarted()) {
            throw new GlusterRefused("quota " + name, "Volume " + name + " is not started");
        }
        limits.put(name, bytes);
        var options = new HashMap<>(volume.options());
        options.put("features.quota", "on");
        put(with(volume, volume.status(), volume.bricks(), options));
    }

    @Override
    public synchronized void unlimit(String name) {
        var volume = require(name);
        limits.remove(name);
        var options = new HashMap<>(volume.options());
        options.remove("features.quota");
        put(with(volume, volume.status(), volume.bricks(), options));
    }

    @Override
    public synchronized void start(String name) {
        if (require(name).isStarted()) {
            throw new GlusterRefused("start " + name, "Volume " + name + " already started");
        }
        put(with(
                require(name),
                VolumeStatus.STARTED,
                require(name).bricks(),
                require(name).options()));
    }

    @Override
    public synchronized void stop(String name) {
        if (!require(name).isStarted()) {
            throw new GlusterRefused("stop " + name, "Volume " + name + " is not in the started state");
        }
        put(with(
                require(name),
                VolumeStatus.STOPPED,
                require(name).bricks(),
                require(name).options()));
    }

    @Override
    public synchronized void delete(String name) {
        if (require(name).isStarted()) {
            throw new GlusterRefused(
                    "delete " + name,
                    "Volume " + name + " has been started.Volume needs to be stopped before deletion.");
        }
        volumes.remove(name);
        limits.remove(name);
        used.remove(name);
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
        if (!HOSTS.contains(host)) {
            throw new IllegalArgumentException("no storage host is named " + host);
        }
        if (silent.contains(host)) {
            return new HostReport.Silent(host, "no route to host");
        }
        if (unfit.contains(host)) {
            return new HostReport.Unfit(host, "gluster is not installed");
        }
        return new HostReport.Fit(host, "10.3", "xfs", DISK_BYTES, DISK_BYTES);
    }

    @Override
    public Brick brick(String host, String volume, int number) {
        return new Brick(host, "/bricks/b1/" + volume + (number == 1 ? "" : "." + number) + "/brick");
    }

    /** The first brick of a volume on that host. */
    public Brick brick(String host, String volume) {
        return brick(host, volume, 1);
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
    public synchronized void stopBrick(Brick brick, String volume) {
        requireHost(brick.host());
        if (!require(volume).bricks().contains(brick)) {
            throw new GlusterRefused("stop the brick " + brick, "it is not a brick of " + volume);
        }
        killed.add(brick);
    }

    @Override
    public synchronized String writeThroughMount(String client, String name, String server, String file) {
        var volume = mount(client, name, server);
        var hash = (UUID.randomUUID() + "" + UUID.randomUUID()).replace("-", "");
        place(volume, file, hash);
        return hash;
    }

    @Override
    public synchronized String readThroughMount(String client, String name, String server, String file) {
        var volume = mount(client, name, server);
        return volume.contentBricks().stream()
                .filter(brick -> !killed.contains(brick) && !silent.contains(brick.host()))
                .map(brick -> Optional.ofNullable(contentOf(brick).get(file)))
                .flatMap(Optional::stream)
                .map(content -> content.replace(PART, ""))
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

    /** Writes to all bricks of the set that a file's name leads to: the whole, a part, or the name alone. */
    private void place(GlusterVolume volume, String file, String content) {
        var sets = volume.sets();
        var set = sets.get(Math.floorMod(file.hashCode(), sets.size()));
        for (var position = 0; position < set.size(); position++) {
            var brick = set.get(position);
            var kept = volume.shape().isArbiter(position) ? "" : content;
            var part = volume.shape().keepsParts() ? PART + kept : kept;
            if (killed.contains(brick) || silent.contains(brick.host())) {
                continue;
            }
            contentOf(brick).put(file, spoilt.contains(brick) ? "0".repeat(64) : part);
        }
    }

    /** What a migration does, all at once: every file to the set its name leads to, none to those that leave. */
    private void migrate(GlusterVolume volume, List<Brick> leaving) {
        var staying = with(
                volume,
                volume.status(),
                volume.bricks().stream()
                        .filter(brick -> !leaving.contains(brick))
                        .toList(),
                volume.options());
        var content = new HashMap<String, String>();
        volume.contentBricks().forEach(brick -> content.putAll(contentOf(brick)));
        volume.bricks().forEach(brick -> contentOf(brick).clear());
        content.forEach((file, kept) -> place(staying, file, kept.replace(PART, "")));
    }

    private Optional<Migration> look(String name, List<Brick> leaving) {
        var volume = require(name);
        var task = tasks.get(name);
        if (task == null || !task.leaving.equals(leaving)) {
            return Optional.empty();
        }
        if (task.state == Migration.State.IN_PROGRESS && !migrationsHeld && ++task.looks > 1) {
            migrate(volume, leaving);
            task.state = Migration.State.COMPLETED;
        }
        var through = task.state == Migration.State.IN_PROGRESS ? 0 : 2;
        return Optional.of(new Migration(task.id, task.state, 2, through, through, through * 10L, 0, 0));
    }

    private void requireNoTask(String name, String refusal) {
        var task = tasks.get(name);
        if (task != null && task.state == Migration.State.IN_PROGRESS) {
            throw new GlusterRefused("start on " + name, refusal);
        }
    }

    private void stopTask(String name, List<Brick> leaving, String refusal) {
        var task = tasks.get(name);
        // Bricks that were emptied can be kept until they are let go.
        var emptied = !leaving.isEmpty() && task != null && task.state == Migration.State.COMPLETED;
        if (task == null || !task.leaving.equals(leaving) || task.state != Migration.State.IN_PROGRESS && !emptied) {
            throw new GlusterRefused("stop on " + name, refusal);
        }
        task.state = Migration.State.STOPPED;
    }

    private void requireAll(String name, List<Brick> bricks) {
        for (var brick : bricks) {
            if (!require(name).bricks().contains(brick)) {
                throw new GlusterRefused("change " + name, "Incorrect brick " + brick + " for volume " + name);
            }
        }
    }

    private void requireUsable(String attempted, Brick brick) {
        if (!members.contains(brick.host())) {
            throw new GlusterRefused(attempted, "Host " + brick.host() + " is not in 'Peer in Cluster' state");
        }
        if (silent.contains(brick.host())) {
            throw new GlusterRefused(attempted, "Host " + brick.host() + " not connected");
        }
        if (!marks.containsKey(brick)) {
            throw new GlusterRefused(attempted, "Failed to create brick directory for brick " + brick);
        }
        if (files.containsKey(brick)) {
            throw new GlusterRefused(
                    attempted,
                    "Brick: " + brick
                            + " not available. Brick may be containing or be contained by an existing brick.");
        }
    }

    private List<String> missing(List<Brick> set, Set<Brick> online) {
        var names = set.stream()
                .flatMap(brick -> contentOf(brick).keySet().stream())
                .distinct();
        return names.filter(file -> set.stream().filter(online::contains).anyMatch(brick -> !contentOf(brick)
                        .containsKey(file)))
                .sorted()
                .toList();
    }

    private String anyContent(List<Brick> set, String file) {
        return set.stream()
                .map(brick -> contentOf(brick).get(file))
                .filter(Objects::nonNull)
                .max(Comparator.comparingInt(String::length))
                .orElseThrow();
    }

    private static String type(SetShape shape, int bricks) {
        var kind = shape.keepsParts() ? "Disperse" : "Replicate";
        if (!shape.survivesLoss()) {
            return "Distribute";
        }
        return bricks > shape.bricks() ? "Distributed-" + kind : kind;
    }

    private Map<String, String> contentOf(Brick brick) {
        return files.computeIfAbsent(brick, ignored -> new HashMap<>());
    }

    private static Predicate<Brick> on(String host) {
        return brick -> brick.host().equals(host);
    }

    private static GlusterVolume with(
            GlusterVolume volume, VolumeStatus status, List<Brick> bricks, Map<String, String> options) {
        return new GlusterVolume(
                volume.id(),
                volume.name(),
                status,
                type(volume.shape(), bricks.size()),
                volume.shape(),
                bricks,
                options);
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
