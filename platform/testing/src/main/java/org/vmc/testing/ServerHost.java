package org.vmc.testing;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.vmc.embedded.broker.Broker;
import org.vmc.embedded.postgres.Postgres;
import org.vmc.embedded.postgres.PostgresOptions;
import org.vmc.embedded.process.ProcessIdentity;

/**
 * The process that owns the shared servers: starts both, writes the state file, waits for the owner's end, stops both
 * and removes the directory.
 *
 * <pre>ServerHost DIRECTORY OWNER_PID OWNER_START_TICKS</pre>
 */
final class ServerHost {

    static final String STATE_FILE = "servers.properties";
    static final String POSTGRES_PORT = "postgres.port";
    static final String BROKER_PORT = "broker.port";
    static final String USER = "vmc";

    private static final Duration LOOK = Duration.ofSeconds(1);

    private ServerHost() {}

    public static void main(String[] arguments) throws Exception {
        Path directory = Path.of(arguments[0]);
        ProcessIdentity owner = new ProcessIdentity(Long.parseLong(arguments[1]), Long.parseLong(arguments[2]));
        CompletableFuture<Broker> broker =
                CompletableFuture.supplyAsync(() -> Broker.start(directory.resolve("kafka"), 0));
        try (Postgres postgres = Postgres.start(
                        PostgresOptions.in(directory.resolve("postgres"), 0).withoutDurability());
                Broker kafka = broker.join()) {
            CountDownLatch told = new CountDownLatch(1);
            Thread main = Thread.currentThread();
            Runtime.getRuntime().addShutdownHook(new Thread(() -> endMain(told, main), "test-servers-shutdown"));
            publish(directory, postgres.port(), kafka.port());
            while (owner.isAlive() && !told.await(LOOK.toMillis(), TimeUnit.MILLISECONDS)) {
                // looks again
            }
        }
        delete(directory);
        Runtime.getRuntime().halt(0);
    }

    private static void endMain(CountDownLatch told, Thread main) {
        told.countDown();
        try {
            main.join();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private static void publish(Path directory, int postgresPort, int brokerPort) throws IOException {
        Path unfinished = directory.resolve(STATE_FILE + ".new");
        Files.writeString(
                unfinished, POSTGRES_PORT + "=" + postgresPort + "\n" + BROKER_PORT + "=" + brokerPort + "\n");
        Files.move(unfinished, directory.resolve(STATE_FILE), StandardCopyOption.ATOMIC_MOVE);
    }

    static void delete(Path directory) throws IOException {
        try (Stream<Path> tree = Files.walk(directory)) {
            List<Path> deepestFirst = tree.sorted(Comparator.reverseOrder()).toList();
            for (Path path : deepestFirst) {
                Files.deleteIfExists(path);
            }
        }
    }
}
