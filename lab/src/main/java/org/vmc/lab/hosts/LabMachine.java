package org.vmc.lab.hosts;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.vmc.lab.linux.Bridge;
import org.vmc.lab.linux.Commands;
import org.vmc.lab.linux.ControlGroups;
import org.vmc.lab.linux.Nodes;
import org.vmc.lab.linux.Scripts;

/**
 * The machine a lab stands on.
 *
 * @param state where the lab keeps its files
 * @param commands runs programs
 * @param groups limits and finds processes
 * @param bridge the network
 */
public record LabMachine(StateDirectory state, Commands commands, ControlGroups groups, Bridge bridge) {

    private static final Duration DELETE_LIMIT = Duration.ofMinutes(5);

    /** A machine with these control groups. */
    public static LabMachine of(StateDirectory state, ControlGroups groups) {
        var commands = new Commands();
        return new LabMachine(state, commands, groups, new Bridge(commands));
    }

    /** Starts nodes from the scripts and the images in the state directory. */
    public Nodes nodes() {
        return new Nodes(commands, new Scripts(state.scripts()), groups, bridge, state.images());
    }

    /** Removes a directory and all in it; does nothing when it is not there. */
    public void delete(Path directory) {
        // Not by Java: files of a node may have names that are no text.
        commands.run(List.of("/bin/rm", "-rf", "--one-file-system", "--", directory.toString()), "", DELETE_LIMIT);
    }
}
