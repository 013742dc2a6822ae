package org.vmc.storage.gluster;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

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
        if (volume.replicas() > 1) {
            arguments.addAll(List.of("replica", String.valueOf(volume.replicas())));
        }
        arguments.addAll(List.of("transport", "tcp"));
        volume.bricks().forEach(brick -> arguments.add(brick.toString()));
        entry.change(arguments);
    }

    @Override
    public void set(String volume, String option, String value) {
        entry.change(List.of("volume", "set", volume, option, value));
    }

    @Override
    public void start(String volume) {
        entry.change(List.of("volume", "start", volume));
    }

    @Override
    public void stop(String volume) {
        entry.change(List.of("volume", "stop", volume));
    }

    @Override
    public void delete(String volume) {
        entry.change(List.of("volume", "delete", volume));
    }
}
