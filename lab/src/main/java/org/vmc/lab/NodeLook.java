package org.vmc.lab;

import java.io.UncheckedIOException;
import org.vmc.lab.hosts.NodeRecord;
import org.vmc.lab.linux.ByteSize;
import org.vmc.lab.linux.CommandFailure;
import org.vmc.lab.linux.ControlGroups;

/**
 * A noted node as its control groups show it now.
 *
 * @param state {@code running}, {@code frozen} or {@code off}
 * @param processes how many it has
 * @param memory what it uses, page cache included
 * @param cpuNanos CPU time it has used
 */
record NodeLook(String state, int processes, ByteSize memory, long cpuNanos) {

    private static final NodeLook OFF = new NodeLook("off", 0, new ByteSize(0), 0);

    static NodeLook of(NodeRecord node, ControlGroups groups) {
        var system = groups.processes(node.systemGroup());
        if (!system.contains(node.pid())) {
            return OFF;
        }
        try {
            return new NodeLook(
                    groups.frozen(node.systemGroup()) ? "frozen" : "running",
                    system.size() + groups.processes(node.workGroup()).size(),
                    new ByteSize(groups.memory(node.systemGroup()).bytes()
                            + groups.memory(node.workGroup()).bytes()),
                    groups.cpuNanos(node.systemGroup()) + groups.cpuNanos(node.workGroup()));
        } catch (UncheckedIOException e) {
            // It ended while it was looked at.
            return OFF;
        }
    }

    /** Throws {@link CommandFailure} when nothing can be done inside the node now. */
    void requireRunning(NodeRecord node) {
        if (!state.equals("running")) {
            throw new CommandFailure(node.name() + " is " + state);
        }
    }
}
