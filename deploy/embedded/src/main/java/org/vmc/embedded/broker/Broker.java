package org.vmc.embedded.broker;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.vmc.embedded.process.Await;
import org.vmc.embedded.process.HeldPort;
import org.vmc.embedded.process.JvmFlags;
import org.vmc.embedded.process.LogTail;

/** A running single-node Kafka broker, a child of this JVM that ends with it. Not thread-safe. */
public final class Broker implements AutoCloseable {

    private static final Duration START = Duration.ofSeconds(60);
    private static final Duration STOP = Duration.ofSeconds(20);
    private static final int HEAP_MIB = 160;

    private final BrokerOptions options;
    private Process process;

    private Broker(BrokerOptions options, Process process) {
        this.options = options;
        this.process = process;
    }

    /** Starts one with all topics of VMC; port 0 for a free one. */
    public static Broker start(Path dataDirectory, int port) {
        return start(BrokerOptions.in(dataDirectory, port));
    }

    /**
     * Starts and waits until clients are admitted and the topics exist.
     *
     * @throws IllegalStateException with the end of the log when the broker ends or is not ready in 60 s
     */
    public static Broker start(BrokerOptions options) {
        return start(options, process -> {});
    }

    /**
     * As {@link #start(BrokerOptions)}.
     *
     * @param spawned told the process before it is waited for
     */
    public static Broker start(BrokerOptions options, Consumer<Process> spawned) {
        if (options.port() == 0) {
            try (HeldPort port = HeldPort.any()) {
                return start(options.withPort(port.number()), spawned);
            }
        }
        return new Broker(options, spawn(options, spawned));
    }

    public int port() {
        return options.port();
    }

    public String bootstrapServers() {
        return "127.0.0.1:" + port();
    }

    public Process process() {
        return process;
    }

    /** SIGKILL, as a crash would. */
    public void kill() {
        process.destroyForcibly();
        Await.until(STOP, () -> !process.isAlive());
    }

    /** Starts again after {@link #kill} or {@link #close} on the same data and port. */
    public void restart() {
        if (process.isAlive()) {
            close();
        }
        process = spawn(options, again -> {});
    }

    @Override
    public void close() {
        process.destroy();
        if (!Await.until(STOP, () -> !process.isAlive())) {
            kill();
        }
    }

    private static Process spawn(BrokerOptions options, Consumer<Process> spawned) {
        try {
            Files.createDirectories(options.log().toAbsolutePath().getParent());
            Process process = new ProcessBuilder(command(options))
                    .redirectError(
                            ProcessBuilder.Redirect.appendTo(options.log().toFile()))
                    .start();
            spawned.accept(process);
            awaitReady(options, process);
            return process;
        } catch (IOException failure) {
            throw new UncheckedIOException("Cannot run the broker", failure);
        }
    }

    private static List<String> command(BrokerOptions options) {
        Path target = options.root().resolve("deploy/broker/target");
        if (!Files.isDirectory(target.resolve("lib"))) {
            throw new IllegalStateException("The broker is not built: " + target + " has no lib; build deploy/broker");
        }
        List<String> command = new ArrayList<>();
        command.add(JvmFlags.java());
        command.addAll(JvmFlags.small(HEAP_MIB));
        command.addAll(List.of("-cp", target.resolve("classes") + ":" + target.resolve("lib") + "/*"));
        command.addAll(List.of(
                "org.vmc.broker.BrokerMain", "--data", options.dataDirectory().toString()));
        command.addAll(List.of("--port", Integer.toString(options.port())));
        command.addAll(List.of("--watch", Long.toString(ProcessHandle.current().pid())));
        options.topics().forEach((name, partitions) -> command.addAll(List.of("--topic", name + ":" + partitions)));
        return command;
    }

    private static void awaitReady(BrokerOptions options, Process process) {
        AtomicBoolean ready = new AtomicBoolean();
        CountDownLatch known = new CountDownLatch(1);
        Thread.ofVirtual().name("broker-output").start(() -> {
            try (BufferedReader output = process.inputReader()) {
                for (String line = output.readLine(); line != null; line = output.readLine()) {
                    if (line.startsWith("READY ")) {
                        ready.set(true);
                        known.countDown();
                    }
                }
            } catch (IOException closed) {
                // the end of the process is noticed below
            } finally {
                known.countDown();
            }
        });
        try {
            boolean inTime = known.await(START.toSeconds(), TimeUnit.SECONDS);
            if (inTime && ready.get()) {
                return;
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
        process.destroyForcibly();
        throw new IllegalStateException("The broker did not start on " + options.dataDirectory() + ", port "
                + options.port() + "\n" + options.log() + " ends with\n" + LogTail.of(options.log(), 15));
    }
}
