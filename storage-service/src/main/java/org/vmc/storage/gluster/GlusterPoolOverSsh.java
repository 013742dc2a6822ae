package org.vmc.storage.gluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

/** {@link GlusterPool} by the command line of whichever host answers. */
@ApplicationScoped
class GlusterPoolOverSsh implements GlusterPool {

    private final SshHosts hosts;
    private final GlusterCommands commands;
    private final EntryHost entry;

    GlusterPoolOverSsh(SshHosts hosts, GlusterCommands commands, EntryHost entry) {
        this.hosts = hosts;
        this.commands = commands;
        this.entry = entry;
    }

    @Override
    public List<PoolMember> members() {
        return entry.ask(host -> GlusterXml.members(
                commands.read(host, "pool", "list"), name -> name.equals("localhost") ? host : hosts.nameOf(name)));
    }

    @Override
    public void probe(String host) {
        entry.change(List.of("peer", "probe", host));
    }

    @Override
    public void detach(String host) {
        entry.changeElsewhere(host, List.of("peer", "detach", host));
    }

    @Override
    public List<GlusterVolume> volumes() {
        return entry.ask(host -> GlusterXml.volumes(commands.read(host, "volume", "info")));
    }

    @Override
    public Optional<GlusterVolume> volume(String name) {
        // Asking for one that is absent is refused in words; the whole list has no words to interpret.
        return volumes().stream().filter(volume -> volume.name().equals(name)).findFirst();
    }

    @Override
    public Set<Brick> onlineBricks(String volume) {
        return entry.ask(host -> GlusterXml.onlineBricks(commands.read(host, "volume", "status", volume)));
    }

    @Override
    public void create(NewGlusterVolume volume) {
        var arguments = new ArrayList<>(List.of("volume", "create", volume.name()));
        arguments.addAll(shape(volume.shape()));
        arguments.addAll(List.of("transport", "tcp"));
        volume.bricks().forEach(brick -> arguments.add(brick.toString()));
        entry.change(arguments);
    }

    @Override
    public void set(String volume, Map<String, String> options) {
        var arguments = new ArrayList<>(List.of("volume", "set", volume));
        new TreeMap<>(options).forEach((option, value) -> arguments.addAll(List.of(option, value)));
        entry.change(arguments);
    }

    @Override
    public void reset(String volume, String option) {
        entry.change(List.of("volume", "reset", volume, option));
    }

    @Override
    public List<VolumeOption> options(String volume) {
        return entry.ask(host -> GlusterXml.allOptions(commands.read(host, "volume", "get", volume, "all")));
    }

    @Override
    public Map<Brick, Integer> ports(String volume) {
        return entry.ask(host -> GlusterXml.ports(commands.read(host, "volume", "status", volume)));
    }

    @Override
    public void addBricks(String volume, List<Brick> bricks) {
        entry.change(with(bricks, List.of("volume", "add-brick", volume)));
    }

    @Override
    public void startRebalance(String volume) {
        entry.change(List.of("volume", "rebalance", volume, "start"));
    }

    @Override
    public Optional<Migration> rebalance(String volume) {
        return unlessNotStarted(() ->
                entry.ask(host -> GlusterXml.rebalance(commands.read(host, "volume", "rebalance", volume, "status"))));
    }

    @Override
    public void stopRebalance(String volume) {
        entry.change(List.of("volume", "rebalance", volume, "stop"));
    }

    @Override
    public void startRemoval(String volume, List<Brick> bricks) {
        entry.change(removal(volume, bricks, "start"));
    }

    @Override
    public Optional<Migration> removal(String volume, List<Brick> bricks) {
        var arguments = removal(volume, bricks, "status").toArray(String[]::new);
        return unlessNotStarted(() -> entry.ask(host -> GlusterXml.removal(commands.read(host, arguments))));
    }

    @Override
    public void stopRemoval(String volume, List<Brick> bricks) {
        entry.change(removal(volume, bricks, "stop"));
    }

    @Override
    public void commitRemoval(String volume, List<Brick> bricks) {
        entry.change(removal(volume, bricks, "commit"));
    }

    @Override
    public void replaceBrick(String volume, Brick former, Brick brick) {
        entry.change(
                List.of("volume", "replace-brick", volume, former.toString(), brick.toString(), "commit", "force"));
    }

    @Override
    public void heal(String volume) {
        entry.change(List.of("volume", "heal", volume, "full"));
    }

    @Override
    public List<BrickHeal> heals(String volume) {
        return entry.ask(host -> GlusterXml.heals(commands.readSlowly(host, "volume", "heal", volume, "info")));
    }

    @Override
    public List<HealSummary> healSummaries(String volume) {
        return entry.ask(host ->
                GlusterXml.healSummaries(commands.readSlowly(host, "volume", "heal", volume, "info", "summary")));
    }

    @Override
    public Map<String, Boolean> healers(String volume) {
        return entry.ask(host -> GlusterXml.healers(
                commands.read(host, "volume", "status", volume),
                name -> name.equals("localhost") ? host : hosts.nameOf(name)));
    }

    @Override
    public Optional<Quota> quota(String volume) {
        return isCounted(volume)
                ? entry.ask(host -> GlusterXml.quota(commands.read(host, "volume", "quota", volume, "list")))
                : Optional.empty();
    }

    @Override
    public void limit(String volume, long bytes) {
        if (!isCounted(volume)) {
            entry.change(List.of("volume", "quota", volume, "enable"));
        }
        entry.change(List.of("volume", "quota", volume, "limit-usage", "/", String.valueOf(bytes)));
    }

    @Override
    public void unlimit(String volume) {
        if (isCounted(volume)) {
            entry.change(List.of("volume", "quota", volume, "disable"));
        }
    }

    private boolean isCounted(String volume) {
        return volume(volume).filter(GlusterVolume::isCounted).isPresent();
    }

    @Override
    public void start(String volume) {
        entry.change(List.of("volume", "start", volume));
    }

    @Override
    public void startMissing(String volume) {
        entry.change(List.of("volume", "start", volume, "force"));
    }

    @Override
    public void stop(String volume) {
        entry.change(List.of("volume", "stop", volume));
    }

    @Override
    public void delete(String volume) {
        entry.change(List.of("volume", "delete", volume));
    }

    private static List<String> shape(SetShape shape) {
        var bricks = String.valueOf(shape.bricks());
        if (shape.keepsParts()) {
            return List.of("disperse", bricks, "redundancy", String.valueOf(shape.redundancy()));
        }
        if (shape.arbiters() > 0) {
            return List.of("replica", bricks, "arbiter", String.valueOf(shape.arbiters()));
        }
        return shape.keepsCopies() ? List.of("replica", bricks) : List.of();
    }

    private static List<String> removal(String volume, List<Brick> bricks, String verb) {
        var arguments = with(bricks, List.of("volume", "remove-brick", volume));
        arguments.add(verb);
        return arguments;
    }

    private static List<String> with(List<Brick> bricks, List<String> words) {
        var arguments = new ArrayList<>(words);
        bricks.forEach(brick -> arguments.add(brick.toString()));
        return arguments;
    }

    private static Optional<Migration> unlessNotStarted(Supplier<Migration> question) {
        try {
            return Optional.of(question.get());
        } catch (GlusterRefused e) {
            if (e.reason().contains("not started")) {
                return Optional.empty();
            }
            throw e;
        }
    }
}
