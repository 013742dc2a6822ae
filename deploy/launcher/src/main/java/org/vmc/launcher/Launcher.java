package org.vmc.launcher;

import org.vmc.launcher.bench.BenchCommand;
import org.vmc.launcher.chat.ChatCommand;
import org.vmc.launcher.demo.DemoCommand;
import org.vmc.launcher.events.EventsCommand;
import org.vmc.launcher.keys.KeysCommand;
import org.vmc.launcher.keys.TokenCommand;
import org.vmc.launcher.parts.LabCommand;
import org.vmc.launcher.status.LogsCommand;
import org.vmc.launcher.status.StatusCommand;
import org.vmc.launcher.up.DownCommand;
import org.vmc.launcher.up.UpCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;

/** The commands of {@code ./vmc} that need a JVM; the script itself builds and tests. */
@Command(
        name = "vmc",
        mixinStandardHelpOptions = true,
        description = "A self-service cluster out of a few commodity Xen hosts.",
        footer = {"", "The script itself adds: build, test [maven arguments], packages, version."},
        subcommands = {
            UpCommand.class,
            DownCommand.class,
            StatusCommand.class,
            LogsCommand.class,
            ChatCommand.class,
            EventsCommand.class,
            DemoCommand.class,
            BenchCommand.class,
            LabCommand.class,
            TokenCommand.class,
            KeysCommand.class,
            HelpCommand.class
        })
public final class Launcher {

    private Launcher() {}

    public static void main(String[] arguments) {
        System.exit(commandLine().execute(arguments));
    }

    static CommandLine commandLine() {
        return new CommandLine(new Launcher())
                // "@file" would read a file of the user's into the command line.
                .setExpandAtFiles(false)
                .setExecutionExceptionHandler((failure, commandLine, parsed) -> {
                    commandLine.getErr().println(failure.getMessage());
                    return 1;
                });
    }
}
