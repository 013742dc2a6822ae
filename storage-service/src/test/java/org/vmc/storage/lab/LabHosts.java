package org.vmc.storage.lab;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/**
 * Starts the lab as a process of its own and configures its hosts {@code h1} to {@code h4}. Where it cannot run,
 * {@link #whyNot()} says why and no host is configured.
 */
public final class LabHosts implements QuarkusTestResourceLifecycleManager {

    static final int COUNT = 4;

    private static final String READY = "lab ready hosts=" + COUNT + " guests=real";
    private static @Nullable String whyNot = "the lab was not asked for";

    private @Nullable Process lab;
    private @Nullable Path directory;

    /** Why there is no lab; null when there is. */
    static @Nullable String whyNot() {
        return whyNot;
    }

    static String addressOf(int number) {
        return "10.77.0." + (10 + number);
    }

    @Override
    public Map<String, String> start() {
        try {
            return up();
        } catch (IOException | ExecutionException e) {
            whyNot = "the lab did not start: " + e.getMessage();
        } catch (TimeoutException e) {
            whyNot = "the lab was not up within a minute";
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        stop();
        return Map.of();
    }

    @Override
    public void stop() {
        if (lab != null) {
            lab.destroy();
            lab.onExit().orTimeout(30, TimeUnit.SECONDS).join();
            lab = null;
        }
        if (directory != null) {
            delete(directory);
            directory = null;
        }
    }

    private Map<String, String> up() throws IOException, InterruptedException, ExecutionException, TimeoutException {
        var classes = Path.of(System.getProperty("vmc.root"), "lab", "target");
        if ("off".equals(System.getProperty("vmc.lab"))) {
            whyNot = "the lab is switched off: -Dvmc.lab=off";
            return Map.of();
        }
        if (!"root".equals(System.getProperty("user.name"))) {
            whyNot = "the lab's hosts need root";
            return Map.of();
        }
        if (!Files.isDirectory(classes.resolve("lib"))) {
            whyNot = "the lab is not built: mvn package -pl lab";
            return Map.of();
        }
        var place = Files.createTempDirectory("vmc-storage-lab");
        directory = place;
        var key = place.resolve("key");
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key.toString());
        lab = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx192m",
                        "-XX:+UseSerialGC",
                        "-cp",
                        classes.resolve("classes") + ":" + classes.resolve("lib") + "/*",
                        "org.vmc.lab.LabMain",
                        "up",
                        "--state",
                        place.resolve("lab").toString(),
                        "--hosts",
                        String.valueOf(COUNT),
                        "--cpu",
                        "1",
                        "--brick-size",
                        "1GiB",
                        "--xapi-port",
                        String.valueOf(freePort()),
                        "--authorized-key",
                        key + ".pub")
                .redirectErrorStream(true)
                .start();
        var ready = awaitReady(lab).get(60, TimeUnit.SECONDS);
        if (!ready.startsWith(READY)) {
            whyNot = "the lab says: " + ready;
            stop();
            return Map.of();
        }
        whyNot = null;
        return configuration(key, place.resolve("known_hosts"));
    }

    /** Completes with the line that says it is ready, or with all it said when it ended instead. */
    private static CompletableFuture<String> awaitReady(Process lab) {
        var ready = new CompletableFuture<String>();
        Thread.ofVirtual().start(() -> {
            var said = new ArrayList<String>();
            try (var reader = new BufferedReader(new InputStreamReader(lab.getInputStream(), StandardCharsets.UTF_8))) {
                String line;
                while ((line = reader.readLine()) != null) {
                    said.add(line);
                    if (line.startsWith("lab ready")) {
                        ready.complete(line);
                    }
                }
                ready.complete(String.join(" ", said));
            } catch (IOException e) {
                ready.completeExceptionally(e);
            }
        });
        return ready;
    }

    private static Map<String, String> configuration(Path key, Path knownHosts) {
        var configuration = new HashMap<String, String>();
        for (var number = 1; number <= COUNT; number++) {
            var prefix = "vmc.gluster.hosts[" + (number - 1) + "].";
            configuration.put(prefix + "name", "h" + number);
            configuration.put(prefix + "address", addressOf(number));
        }
        configuration.put("vmc.gluster.key-file", key.toString());
        configuration.put("vmc.gluster.known-hosts-file", knownHosts.toString());
        configuration.put("vmc.gluster.read-timeout", "5s");
        // All hosts share a machine that does other things too: none is silent because it is slow.
        configuration.put("vmc.gluster.watch-timeout", "10s");
        return configuration;
    }

    private static void run(String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(List.of(command)).inheritIO().start();
        if (process.waitFor() != 0) {
            throw new IOException(command[0] + " exited with " + process.exitValue());
        }
    }

    private static int freePort() throws IOException {
        try (var socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static void delete(Path directory) {
        try (var paths = Files.walk(directory)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
