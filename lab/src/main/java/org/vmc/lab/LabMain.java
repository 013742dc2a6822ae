package org.vmc.lab;

import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Set;
import org.vmc.lab.faults.FaultCommand;
import org.vmc.lab.linux.ByteSize;
import org.vmc.lab.linux.CommandFailure;
import org.vmc.lab.xenapi.XapiCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;

/** The program {@code lab}. Exit status: 0 done, 1 failed, 2 wrong arguments, 3 the lab is not up. */
@Command(
        name = "lab",
        description = "A cluster in a box: XenAPI server, hosts and guests on this machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            ExecCommand.class,
            SshCommand.class,
            PackagesCommand.class,
            XapiCommand.class,
            FaultCommand.class
        })
public final class LabMain {

    /** Exit status of commands that need a running lab. */
    static final int NOT_UP = 3;

    private static final Set<String> ON_A_NODE = Set.of("exec", "ssh");

    private LabMain() {}

    /** Runs the program and ends the process with its exit status. */
    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        var commandLine = new CommandLine(new LabMain());
        // What follows the name of a node is that node's: "lab exec h2 ls -l" needs no "--".
        commandLine.getSubcommands().forEach((name, command) -> command.setStopAtPositional(ON_A_NODE.contains(name)));
        return commandLine
                .registerConverter(ByteSize.class, LabMain::size)
                .setExpandAtFiles(false)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, failed, parsed) -> report(failure, failed.getErr()));
    }

    /** What follows the name of a node, without the "--" that may come first. */
    static List<String> afterSeparator(List<String> words) {
        return words.getFirst().equals("--") ? words.subList(1, words.size()) : words;
    }

    private static ByteSize size(String text) {
        try {
            return ByteSize.parse(text);
        } catch (IllegalArgumentException e) {
            throw new CommandLine.TypeConversionException(String.valueOf(e.getMessage()));
        }
    }

    private static int report(Exception failure, PrintWriter errors) throws Exception {
        if (failure instanceof CommandFailure
                || failure instanceof IllegalArgumentException
                || failure instanceof UncheckedIOException) {
            errors.println("lab: " + failure.getMessage());
            return 1;
        }
        throw failure;
    }
}
