package org.vmc.build.sources;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/**
 * Debian's source archive, reached as this machine reaches Debian: the machine's own package sources, read as sources
 * of source packages, through {@code apt-get}, which checks Debian's signatures. The machine's lists are not touched,
 * and no root rights are needed.
 */
final class DebianArchive {
    private static final Path MACHINE_SOURCES = Path.of("/etc/apt");

    private final FetchLimits limits;

    DebianArchive(FetchLimits limits) {
        this.limits = limits;
    }

    /** Downloads the original tarball of a source package into {@code directory}. */
    Path fetch(NamedSource source, Path directory) throws IOException, InterruptedException {
        var options = prepare(directory);
        if (options.isEmpty()) {
            throw unreachable(source, "this machine has no package sources in " + MACHINE_SOURCES);
        }
        // A third-party source without source packages fails the update; Debian's own lists have arrived nevertheless.
        var update = run(directory, options, List.of("update"));
        var download =
                run(directory, options, List.of("source", "--download-only", "--tar-only", source.debianPackage()));
        var archive = directory.resolve(source.archive());
        if (Files.isRegularFile(archive)) {
            return archive;
        }
        if (download instanceof LocalProgram.Outcome.Failed failed) {
            var before = update instanceof LocalProgram.Outcome.Failed failedUpdate ? failedUpdate.reason() + "; " : "";
            throw unreachable(source, before + failed.reason());
        }
        throw ProblemException.conflict(
                "Debian's source package %s of this machine's release has no %s; %s %s is pinned."
                        .formatted(source.debianPackage(), source.archive(), source.name(), source.version()));
    }

    private static ProblemException unreachable(NamedSource source, String reason) {
        return ProblemException.of(
                ProblemType.UPSTREAM_UNREACHABLE,
                "The source package %s cannot be fetched from Debian's archive: %s. Check this machine's package sources and network."
                        .formatted(source.debianPackage(), reason));
    }

    /** The options that keep apt away from the machine's own state; empty when the machine has no package sources. */
    private static List<String> prepare(Path directory) throws IOException {
        var parts = Files.createDirectories(directory.resolve("sources.list.d"));
        if (DebianSourcesList.writeSourceEntries(MACHINE_SOURCES, parts) == 0) {
            return List.of();
        }
        Files.createDirectories(directory.resolve("lists/partial"));
        Files.createDirectories(directory.resolve("cache/archives/partial"));
        return List.of(
                "--quiet",
                "-o",
                "Dir::Etc::sourcelist=-",
                "-o",
                "Dir::Etc::sourceparts=" + parts,
                "-o",
                "Dir::State::Lists=" + directory.resolve("lists"),
                "-o",
                "Dir::Cache=" + directory.resolve("cache"),
                // The sandbox user cannot write to our directory; the signatures are checked all the same.
                "-o",
                "APT::Sandbox::User=" + System.getProperty("user.name", "root"));
    }

    private LocalProgram.Outcome run(Path directory, List<String> options, List<String> arguments)
            throws InterruptedException {
        var command = new ArrayList<String>();
        command.add("apt-get");
        command.addAll(options);
        command.addAll(arguments);
        return LocalProgram.run(directory, Map.of("DEBIAN_FRONTEND", "noninteractive"), limits, command);
    }
}
