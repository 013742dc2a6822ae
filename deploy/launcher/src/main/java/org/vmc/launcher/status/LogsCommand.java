package org.vmc.launcher.status;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.embedded.process.Foreground;
import org.vmc.launcher.VmcHome;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ./vmc logs [part] [-f]}: the end of one log, or of all. */
@Command(
        name = "logs",
        mixinStandardHelpOptions = true,
        description = "The end of a part's log, or of all logs; -f follows.")
public final class LogsCommand implements Callable<Integer> {

    @Parameters(arity = "0..1", paramLabel = "PART", description = "For example vm-service, kafka, build, supervisor.")
    private @Nullable String part;

    @Option(names = "-f", description = "Go on showing what is added.")
    private boolean follow;

    @Option(names = "-n", defaultValue = "40", description = "Lines of each log (default 40).")
    private int lines = 40;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws IOException, InterruptedException {
        List<String> known = known(VmcHome.find().logs());
        if (part != null && !known.contains(part)) {
            spec.commandLine().getErr().println("No log of " + part + "; there are: " + String.join(", ", known));
            return 2;
        }
        List<String> command = new ArrayList<>(List.of("tail", "-n", Integer.toString(lines)));
        if (follow) {
            command.add("-F");
        }
        for (String name : part == null ? known : List.of(part)) {
            command.add(VmcHome.find().log(name).toString());
        }
        return Foreground.run(new ProcessBuilder(command));
    }

    private static List<String> known(Path logs) throws IOException {
        try (Stream<Path> files = Files.list(logs)) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".log"))
                    .map(name -> name.substring(0, name.length() - ".log".length()))
                    .sorted()
                    .toList();
        }
    }
}
