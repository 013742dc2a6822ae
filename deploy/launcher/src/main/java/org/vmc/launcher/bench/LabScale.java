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
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.DoubleSupplier;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.vmc.launcher.VmcHome;

/** The XenAPI server alone with many running VMs, asked from another process over the loopback. */
final class LabScale {

    private static final int HEAP_MIB = 1_024;
    private static final int WARM_UPS = 5;
    private static final int CLIENTS = 8;
    private static final double MEBIBYTE = 1 << 20;
    /** Longer than it takes a call to reach the server, so that event.from waits when the change comes. */
    private static final Duration SETTLE = Duration.ofMillis(150);

    private static final Pattern LIVE_BYTES = Pattern.compile("(?m)^Total\\s+\\d+\\s+(\\d+)");

    private final VmcHome home;
    private final int hosts;
    private final int vms;
    private final int times;

    /** What was measured. */
    record Figures(Sample jsonSeconds, Sample xmlSeconds, Sample eventMillis, Sample heapMib) {}

    LabScale(VmcHome home, int hosts, int vms, int times) {
        this.home = home;
        this.hosts = hosts;
        this.vms = vms;
        this.times = times;
    }

    Figures measure(Consumer<String> say) {
        List<String> arguments = List.of(
                "xapi", "--port", "0", "--fast", "--hosts", Integer.toString(hosts), "--hosts-memory", "256GiB");
        try (LabProcess lab = new LabProcess(home, HEAP_MIB, arguments, "XenAPI of")) {
            LabClient client = new LabClient(lab.address());
            long before = System.nanoTime();
            List<String> made = fill(client);
            say.accept("%d VMs started on %d hosts in %.1f s".formatted(made.size(), hosts, secondsSince(before)));
            Sample json = repeat(() -> seconds(() -> client.jsonReplyBytes("VM.get_all_records")));
            Sample xml = repeat(() -> seconds(() -> client.xmlReplyBytes("VM.get_all_records")));
            Sample events = repeat(() -> eventMillis(client, made.getFirst()));
            // The heap while clients hold nothing: a collection first, then what is left.
            return new Figures(json, xml, events, new Sample(List.of(liveMib(lab.pid()))));
        }
    }

    private List<String> fill(LabClient client) {
        String template =
                client.call("VM.get_by_name_label", "debian-12").path(0).asText();
        try (ExecutorService workers = Executors.newFixedThreadPool(CLIENTS)) {
            return IntStream.range(0, vms)
                    .mapToObj(number -> CompletableFuture.supplyAsync(() -> vm(client, template, number), workers))
                    .toList()
                    .stream()
                    .map(CompletableFuture::join)
                    .toList();
        }
    }

    private static String vm(LabClient client, String template, int number) {
        String vm = client.text("VM.clone", template, "vm-" + number);
        client.call("VM.provision", vm);
        client.call("VM.start", vm, false, false);
        return vm;
    }

    private Sample repeat(DoubleSupplier measurement) {
        List<Double> values = new ArrayList<>();
        for (int i = 0; i < WARM_UPS + times; i++) {
            values.add(measurement.getAsDouble());
        }
        return new Sample(List.copyOf(values.subList(WARM_UPS, values.size())));
    }

    private static double seconds(Runnable work) {
        long before = System.nanoTime();
        work.run();
        return secondsSince(before);
    }

    private static double secondsSince(long nanos) {
        return (System.nanoTime() - nanos) / 1e9;
    }

    private static double eventMillis(LabClient client, String vm) {
        String token = client.call("event.from", List.of("vm/" + vm), "", 0.0)
                .path("token")
                .asText();
        CompletableFuture<Long> arrived = CompletableFuture.supplyAsync(
                () -> {
                    JsonNode batch = client.call("event.from", List.of("vm/" + vm), token, 30.0);
                    if (batch.path("events").isEmpty()) {
                        throw new IllegalStateException("No event came");
                    }
                    return System.nanoTime();
                },
                Thread::startVirtualThread);
        pause(SETTLE);
        long changed = System.nanoTime();
        client.call("VM.set_name_description", vm, "changed at " + changed);
        return (arrived.join() - changed) / 1e6;
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time);
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted", stopped);
        }
    }

    /** Bytes of the objects that survive a full collection, as the JDK's own tool counts them. */
    private static double liveMib(long pid) {
        Path jcmd = Path.of(System.getProperty("java.home"), "bin", "jcmd");
        try {
            Process process = new ProcessBuilder(jcmd.toString(), Long.toString(pid), "GC.class_histogram")
                    .redirectErrorStream(true)
                    .start();
            String histogram = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            var total = LIVE_BYTES.matcher(histogram);
            if (!total.find()) {
                throw new IllegalStateException(
                        "Not understood: " + histogram.lines().findFirst());
            }
            return Long.parseLong(total.group(1)) / MEBIBYTE;
        } catch (IOException failed) {
            throw new UncheckedIOException("Cannot ask the lab for its heap", failed);
        }
    }
}
