package org.vmc.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.vmc.embedded.process.Await;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.parts.Installation;

/**
 * A real lab from nothing until all its hosts are peers of one gluster pool and all its guests answer SSH, which is
 * when their tools report an address.
 */
final class LabBoot {

    private static final int HEAP_MIB = 128;
    private static final int CLIENTS = 8;
    private static final Duration PATIENCE = Duration.ofMinutes(3);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(200);

    private final VmcHome home;
    private final int hosts;
    private final int guests;

    LabBoot(VmcHome home, int hosts, int guests) {
        this.home = home;
        this.hosts = hosts;
        this.guests = guests;
    }

    /** Seconds of each run. */
    Sample measure(int times, Consumer<String> say) {
        List<Double> seconds = new ArrayList<>();
        for (int run = 1; run <= times; run++) {
            seconds.add(once());
            say.accept("run %d: %.1f s".formatted(run, seconds.getLast()));
        }
        return new Sample(seconds);
    }

    private double once() {
        Path state = home.directory().resolve("bench-lab");
        List<String> arguments = List.of(
                "up",
                "--state",
                state.toString(),
                "--hosts",
                Integer.toString(hosts),
                "--xapi-port",
                "0",
                "--time-scale",
                "0.1");
        long before = System.nanoTime();
        try (LabProcess lab = new LabProcess(home, HEAP_MIB, arguments, "lab ready")) {
            LabClient client = new LabClient(lab.address());
            var pool = CompletableFuture.runAsync(() -> joinGluster(client, state), Thread::startVirtualThread);
            startGuests(client);
            pool.join();
            return (System.nanoTime() - before) / 1e9;
        }
    }

    private void startGuests(LabClient client) {
        String template =
                client.call("VM.get_by_name_label", "debian-12").path(0).asText();
        try (var workers = Executors.newFixedThreadPool(CLIENTS)) {
            var started = IntStream.rangeClosed(1, guests)
                    .mapToObj(number -> CompletableFuture.runAsync(() -> start(client, template, number), workers))
                    .toList();
            started.forEach(CompletableFuture::join);
        }
        if (!Await.until(PATIENCE, BETWEEN_LOOKS, () -> reporting(client) == guests)) {
            throw new IllegalStateException(
                    "Only " + reporting(client) + " of " + guests + " guests report an address");
        }
    }

    private static void start(LabClient client, String template, int number) {
        String vm = client.text("VM.clone", template, "bench-" + number);
        client.call("VM.provision", vm);
        client.call("VM.start", vm, false, false);
    }

    private static long reporting(LabClient client) {
        long reporting = 0;
        for (JsonNode metrics : client.call("VM_guest_metrics.get_all_records")) {
            reporting += metrics.path("networks").has("0/ip") ? 1 : 0;
        }
        return reporting;
    }

    /** Makes one pool of all hosts, from the first. */
    private void joinGluster(LabClient client, Path state) {
        List<String> addresses = new ArrayList<>();
        client.call("host.get_all_records")
                .forEach(host -> addresses.add(host.path("address").asText()));
        addresses.sort(String::compareTo);
        for (String address : addresses.subList(1, addresses.size())) {
            onFirstHost(state, "gluster", "--mode=script", "peer", "probe", address);
        }
        if (!Await.until(PATIENCE, BETWEEN_LOOKS, () -> connected(state) == hosts)) {
            throw new IllegalStateException("Only " + connected(state) + " of " + hosts + " hosts are gluster peers");
        }
    }

    private static long connected(Path state) {
        return onFirstHost(state, "gluster", "pool", "list")
                .lines()
                .filter(line -> line.stripTrailing().endsWith("Connected"))
                .count();
    }

    private static String onFirstHost(Path state, String... program) {
        List<String> command = Stream.concat(
                        Stream.concat(
                                Installation.labCommand(VmcHome.find(), HEAP_MIB).stream(),
                                Stream.of("exec", "--state", state.toString(), "h1", "--")),
                        Stream.of(program))
                .toList();
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            process.getOutputStream().close();
            return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot run " + program[0] + " on h1", failed);
        }
    }
}
