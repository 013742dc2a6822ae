package org.vmc.lab.hosts;

import java.time.Duration;
import java.util.List;
import org.vmc.lab.linux.CommandFailure;
import org.vmc.lab.linux.Commands.Output;
import org.vmc.lab.linux.Node;

/** What can go wrong with the bricks of running hosts. */
public final class Bricks {

    private static final String BALLAST = LabHost.BRICK + "/.lab-disk-full";
    private static final Duration LIMIT = Duration.ofMinutes(2);

    private final LabMachine machine;
    private final Hosts hosts;

    public Bricks(LabMachine machine, Hosts hosts) {
        this.machine = machine;
        this.hosts = hosts;
    }

    /**
     * Kills the brick processes of a volume on a host, as if they had crashed; throws {@link CommandFailure} when there
     * is none. Source of the argument they are known by, {@code --volfile-id VOLUME.HOST.PATH}: GlusterFS 10.
     */
    public void kill(LabHost host, String volume) {
        var killed = machine.groups().processes(node(host).spec().groups().system()).stream()
                .flatMap(pid -> ProcessHandle.of(pid).stream())
                .filter(process -> isBrick(process, volume))
                .filter(ProcessHandle::destroyForcibly)
                .count();
        if (killed == 0) {
            throw new CommandFailure("No brick process of volume " + volume + " runs on " + host.name());
        }
    }

    /** Starts the brick processes of a volume again that are missing. */
    public void restart(LabHost host, String volume) {
        require(host, inside(host, "gluster", "--mode=script", "volume", "start", volume, "force"));
    }

    /** Takes all free space of a host's brick file system. */
    public void fill(LabHost host) {
        require(host, inside(host, "/opt/vmc-lab/fill-disk", BALLAST));
    }

    /** Gives the space back that {@link #fill} took; does nothing when it took none. */
    public void free(LabHost host) {
        require(host, inside(host, "rm", "-rf", BALLAST));
    }

    private static boolean isBrick(ProcessHandle process, String volume) {
        var arguments = List.of(process.info().arguments().orElse(new String[0]));
        int id = arguments.indexOf("--volfile-id");
        return id >= 0
                && id + 1 < arguments.size()
                && arguments.get(id + 1).startsWith(volume + ".")
                && process.info().command().orElse("").contains("gluster");
    }

    private Node node(LabHost host) {
        return hosts.node(host).orElseThrow(() -> new CommandFailure("Host " + host.name() + " is off"));
    }

    private Output inside(LabHost host, String... program) {
        var node = node(host);
        return machine.commands()
                .attempt(machine.nodes().enter(node.pid(), node.spec().groups().work(), List.of(program)), "", LIMIT);
    }

    private static void require(LabHost host, Output output) {
        if (output.status() != 0) {
            throw new CommandFailure(
                    "On " + host.name() + ": " + output.errors().strip());
        }
    }
}
