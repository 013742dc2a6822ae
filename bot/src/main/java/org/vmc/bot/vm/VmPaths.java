package org.vmc.bot.vm;

import static org.vmc.bot.commands.Argument.required;

import java.util.List;
import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Suggester;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Named;
import org.vmc.bot.operations.OperationView;

/** How commands name a VM, and where the gateway has it. */
final class VmPaths {

    static final String ALL = "/vms";
    static final Suggester NAMES = gateway -> Named.names(gateway, ALL);
    static final Argument NAME =
            required("name", ArgumentType.NAME, "name of the VM").suggestedBy(NAMES);

    private VmPaths() {}

    /** The path of the VM the arguments name. */
    static String of(Arguments arguments, Turn turn) {
        return Named.path(turn.gateway(), ALL, arguments.text("name"), "VM", "/vm list");
    }

    /** What to do next after most changes. */
    static List<String> showIt(OperationView operation) {
        return List.of("/vm show name:" + operation.targetName());
    }
}
