package org.vmc.testing;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.vmc.embedded.postgres.Postgres;
import org.vmc.embedded.process.ProcessIdentity;

/** Runs whose server host was killed before it could clear up; its broker ends by itself, its PostgreSQL does not. */
final class AbandonedRuns {

    private static final Pattern NAME = Pattern.compile(RunDirectory.PREFIX + "(\\d+)-(\\d+)");

    private AbandonedRuns() {}

    /** Ends what still runs for owners that are gone, and removes their directories; leaves other users' alone. */
    static void remove(Path parent) throws IOException {
        try (DirectoryStream<Path> runs = Files.newDirectoryStream(parent, RunDirectory.PREFIX + "*")) {
            for (Path run : runs) {
                Matcher name = NAME.matcher(run.getFileName().toString());
                if (name.matches() && Files.isWritable(run) && !owner(name).isAlive() && !hasHost(run)) {
                    Postgres.endOrphan(run.resolve("postgres"));
                    takeAway(run);
                }
            }
        }
    }

    /** Others may clear up at the same moment; who renames it deletes it. */
    private static void takeAway(Path run) throws IOException {
        Path mine = run.resolveSibling("vmc-test-gone-" + UUID.randomUUID());
        try {
            Files.move(run, mine, StandardCopyOption.ATOMIC_MOVE);
        } catch (NoSuchFileException taken) {
            return;
        }
        ServerHost.delete(mine);
    }

    private static ProcessIdentity owner(Matcher name) {
        return new ProcessIdentity(Long.parseLong(name.group(1)), Long.parseLong(name.group(2)));
    }

    /** A host that still lives is about to clear up itself. */
    private static boolean hasHost(Path run) {
        return ProcessHandle.allProcesses()
                .map(process -> process.info().commandLine().orElse(""))
                .anyMatch(line -> line.contains(ServerHost.class.getName() + " " + run));
    }
}
