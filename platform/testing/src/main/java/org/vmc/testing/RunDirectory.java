package org.vmc.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Properties;
import org.vmc.embedded.ProjectRoot;
import org.vmc.embedded.process.Await;
import org.vmc.embedded.process.JvmFlags;
import org.vmc.embedded.process.LogTail;
import org.vmc.embedded.process.ProcessIdentity;

/**
 * The directory of one test JVM's servers, below the temp directory. Its state file is how they are found again, since
 * each Quarkus application that the JVM starts loads these classes anew; applications start one after the other.
 */
final class RunDirectory {

    static final String PREFIX = "vmc-test-run-";

    private static final Path TEMPORARY = Path.of(System.getProperty("java.io.tmpdir"));
    private static final Duration START = Duration.ofSeconds(90);

    private final ProcessIdentity owner;
    private final Path directory;

    RunDirectory(ProcessIdentity owner) {
        this.owner = owner;
        this.directory = TEMPORARY.resolve(PREFIX + owner.pid() + "-" + owner.startTicks());
    }

    SharedServers servers() {
        try {
            if (!Files.exists(directory)) {
                AbandonedRuns.remove(TEMPORARY);
            }
            Files.createDirectories(directory);
            return Files.exists(stateFile()) ? read() : startHost();
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot use " + directory, failure);
        }
    }

    private SharedServers startHost() throws IOException {
        Path log = directory.resolve("host.log");
        Process host = new ProcessBuilder(hostCommand())
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        Await.until(START, () -> Files.exists(stateFile()) || !host.isAlive());
        if (!Files.exists(stateFile())) {
            host.destroy();
            throw new IllegalStateException("The test servers did not start: " + LogTail.of(log, 20));
        }
        return read();
    }

    /** Own classpath: Quarkus' class loader hides that of the tests. */
    private List<String> hostCommand() {
        Path root = ProjectRoot.find();
        Path testing = root.resolve("platform/testing/target");
        if (!Files.isDirectory(testing.resolve("lib"))) {
            throw new IllegalStateException(testing + " has no lib; build platform/testing");
        }
        List<String> command = new ArrayList<>(List.of(JvmFlags.java(), "-Dvmc.root=" + root));
        command.addAll(JvmFlags.small(64));
        command.addAll(List.of(
                "-cp",
                String.join(
                        ":",
                        testing.resolve("classes").toString(),
                        root.resolve("deploy/embedded/target/classes").toString(),
                        root.resolve("platform/contracts/target/classes").toString(),
                        testing.resolve("lib") + "/*")));
        command.addAll(List.of(ServerHost.class.getName(), directory.toString()));
        command.addAll(List.of(Long.toString(owner.pid()), Long.toString(owner.startTicks())));
        return command;
    }

    private SharedServers read() throws IOException {
        Properties state = new Properties();
        try (var reader = Files.newBufferedReader(stateFile())) {
            state.load(reader);
        }
        return new SharedServers(
                Integer.parseInt(state.getProperty(ServerHost.POSTGRES_PORT)),
                Integer.parseInt(state.getProperty(ServerHost.BROKER_PORT)));
    }

    private Path stateFile() {
        return directory.resolve(ServerHost.STATE_FILE);
    }
}
