package org.vmc.embedded.postgres;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.vmc.embedded.process.Await;
import org.vmc.embedded.process.HeldPort;
import org.vmc.embedded.process.LogTail;
import org.vmc.embedded.process.Signals;

/**
 * A running PostgreSQL server, a child of this JVM that listens on loopback only.
 *
 * <p>As root it runs in a user namespace without any mapping, where it is "nobody" as far as it can tell: PostgreSQL
 * refuses to run as root. Not thread-safe.
 */
public final class Postgres implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration FAST_SHUTDOWN = Duration.ofSeconds(30);

    private final PostgresOptions options;
    private Process process;

    private Postgres(PostgresOptions options, Process process) {
        this.options = options;
        this.process = process;
    }

    /** Starts one for a test: data directory, port (0 for a free one), user and password {@code vmc}. */
    public static Postgres start(Path dataDirectory, int port) {
        return start(PostgresOptions.in(dataDirectory, port));
    }

    /**
     * Unpacks, initialises, ends an orphan on the same data, starts, and waits until clients are admitted.
     *
     * @throws IllegalStateException with the end of the log when the server ends or is not ready in 60 s
     */
    public static Postgres start(PostgresOptions options) {
        return start(options, process -> {});
    }

    /**
     * As {@link #start(PostgresOptions)}.
     *
     * @param spawned told the process before it is waited for; as root its program changes once more
     */
    public static Postgres start(PostgresOptions options, Consumer<Process> spawned) {
        if (options.port() == 0) {
            try (HeldPort port = HeldPort.any()) {
                return start(options.withPort(port.number()), spawned);
            }
        }
        PostgresBinaries.unpack(options.home());
        new PostmasterFile(options.dataDirectory()).endOrphan();
        DataDirectory.initialise(options);
        return new Postgres(options, spawn(options, spawned));
    }

    /** Ends a server that a starter which died left on this data directory; does nothing when there is none. */
    public static void endOrphan(Path dataDirectory) {
        new PostmasterFile(dataDirectory).endOrphan();
    }

    public int port() {
        return options.port();
    }

    public String user() {
        return options.user();
    }

    public String password() {
        return options.password();
    }

    public Process process() {
        return process;
    }

    public String jdbcUrl(String database) {
        return "jdbc:postgresql://127.0.0.1:" + port() + "/" + database;
    }

    public Databases databases() {
        return new Databases(jdbcUrl("postgres"), user(), password());
    }

    /** SIGKILL, as a crash would: no shutdown, no checkpoint. Its children end when they notice. */
    public void kill() {
        process.destroyForcibly();
        Await.until(FAST_SHUTDOWN, () -> !process.isAlive());
    }

    /** Starts again after {@link #kill} or {@link #close} on the same data and port. */
    public void restart() {
        if (process.isAlive()) {
            close();
        }
        endOrphan(options.dataDirectory());
        process = spawn(options, again -> {});
    }

    /** Fast shutdown: clients are disconnected, data is checkpointed. */
    @Override
    public void close() {
        Signals.interrupt(process.pid());
        if (!Await.until(FAST_SHUTDOWN, () -> !process.isAlive())) {
            kill();
        }
    }

    private static Process spawn(PostgresOptions options, Consumer<Process> spawned) {
        List<String> command = new ArrayList<>(Unprivileged.prefix());
        command.add(options.home().resolve("bin/postgres").toString());
        command.addAll(List.of("-D", options.dataDirectory().toString(), "-p", Integer.toString(options.port())));
        for (String setting : settings(options.durable())) {
            command.addAll(List.of("-c", setting));
        }
        try {
            Files.createDirectories(options.log().toAbsolutePath().getParent());
            Process process = new ProcessBuilder(command)
                    .redirectErrorStream(true)
                    .redirectOutput(
                            ProcessBuilder.Redirect.appendTo(options.log().toFile()))
                    .start();
            spawned.accept(process);
            awaitReady(options, process);
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot run " + command.getFirst(), failure);
        }
    }

    private static void awaitReady(PostgresOptions options, Process process) {
        PostmasterFile file = new PostmasterFile(options.dataDirectory());
        Await.until(START, () -> !process.isAlive() || file.saysReady(process.pid()));
        if (!file.saysReady(process.pid())) {
            process.destroyForcibly();
            throw new IllegalStateException("PostgreSQL did not start on " + options.dataDirectory() + ", port "
                    + options.port() + "\n" + options.log() + " ends with\n" + LogTail.of(options.log(), 15));
        }
    }

    private static List<String> settings(boolean durable) {
        String on = durable ? "on" : "off";
        return List.of(
                "listen_addresses=127.0.0.1",
                "unix_socket_directories=",
                "max_connections=200",
                "shared_buffers=32MB",
                "jit=off",
                "log_checkpoints=off",
                "fsync=" + on,
                "synchronous_commit=" + on,
                "full_page_writes=" + on);
    }
}
