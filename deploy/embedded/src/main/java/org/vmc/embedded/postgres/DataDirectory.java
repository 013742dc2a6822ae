package org.vmc.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Creates a cluster's data directory. */
final class DataDirectory {

    private DataDirectory() {}

    /** Runs initdb beside the directory and renames the result, so that an interrupted run leaves nothing half made. */
    static void initialise(PostgresOptions options) {
        if (Files.exists(options.dataDirectory().resolve("PG_VERSION"))) {
            return;
        }
        try {
            Path parent = options.dataDirectory().toAbsolutePath().getParent();
            Files.createDirectories(parent);
            Path workshop = Files.createTempDirectory(parent, "initdb");
            try {
                initdb(options, workshop);
                Directories.delete(options.dataDirectory());
                Directories.renameUnlessTaken(workshop.resolve("data"), options.dataDirectory());
            } finally {
                Directories.delete(workshop);
            }
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot initialise " + options.dataDirectory(), failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while initialising " + options.dataDirectory(), interrupted);
        }
    }

    private static void initdb(PostgresOptions options, Path workshop) throws IOException, InterruptedException {
        Path password = Files.writeString(workshop.resolve("password"), options.password() + "\n");
        List<String> command = new ArrayList<>(Unprivileged.prefix());
        command.add(options.home().resolve("bin/initdb").toString());
        command.addAll(List.of("-D", workshop.resolve("data").toString(), "-U", options.user()));
        command.addAll(List.of("--auth=scram-sha-256", "--pwfile=" + password, "-E", "UTF8"));
        // The builtin provider sorts the same on every machine.
        command.addAll(List.of("--locale=C", "--locale-provider=builtin", "--builtin-locale=C.UTF-8"));
        if (!options.durable()) {
            command.add("--no-sync");
        }
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("initdb failed: " + output);
        }
    }
}
