package org.vmc.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.gateway.Gateway;
import org.vmc.launcher.gateway.Operations;
import org.vmc.launcher.supervise.LocalGateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./vmc bench storage}: small files on a replicated volume, through a mount, on its bricks and in an image. */
@Command(
        name = "storage",
        mixinStandardHelpOptions = true,
        description =
                "Small files on a volume, in turns through a mount, on its bricks (scan) and in an image, against a"
                        + " local disk; needs ./vmc up. Wanted: a scan at least 10 times as fast as the mount, an image at most"
                        + " 3 times as slow as the local disk.")
final class StorageBench implements Callable<Integer> {

    private static final double WANTED_SCAN = 10;
    private static final double WANTED_IMAGE = 3;
    private static final Duration PATIENCE = Duration.ofHours(12);
    private static final String VOLUME = "bench";

    @Option(names = "-n", defaultValue = "3", description = "Rounds (default 3).")
    private int rounds = 3;

    @Option(names = "--directories", defaultValue = "100", description = "Directories of the tree (default 100).")
    private int directories = 100;

    @Option(names = "--files", defaultValue = "100", description = "Files in each of them (default 100).")
    private int files = 100;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        Optional<Gateway> gateway = LocalGateway.find(VmcHome.find());
        if (gateway.isEmpty()) {
            spec.commandLine().getErr().println("Nothing runs. Start it with ./vmc up");
            return 3;
        }
        Operations operations = new Operations(gateway.get(), this::say, PATIENCE);
        for (String host : List.of("h2", "h3", "h4")) {
            operations.await(gateway.get().post("/storage/peers", Map.of("host", host)));
        }
        String volume = operations
                .await(gateway.get()
                        .post("/storage/volumes", Map.of("name", VOLUME, "class", "shared-read", "size", "200M")))
                .getFirst()
                .path("target")
                .path("id")
                .asText();
        try {
            return measure(gateway.get(), operations) ? 0 : 1;
        } finally {
            operations.await(gateway.get().delete("/storage/volumes/" + volume));
        }
    }

    private boolean measure(Gateway gateway, Operations operations) {
        Map<String, Object> request = Map.of(
                "client",
                "h4",
                "targets",
                List.of("local", "mount:" + VOLUME, "scan:" + VOLUME, "image:" + VOLUME),
                "directories",
                directories,
                "files",
                files,
                "rounds",
                rounds);
        String id = operations
                .await(gateway.post("/storage/benchmarks", request))
                .getFirst()
                .path("target")
                .path("id")
                .asText();
        JsonNode results = gateway.get("/storage/benchmarks/" + id).path("results");
        results.forEach(result -> say(line(result)));
        boolean reached = true;
        for (String step : List.of("find", "read")) {
            double ratio = median(results, "mount", step) / median(results, "scan", step);
            say(String.format(
                    Locale.ROOT,
                    "%s by scan is %.1f times as fast as through the mount, wanted at least %.0f",
                    step,
                    ratio,
                    WANTED_SCAN));
            reached &= ratio >= WANTED_SCAN;
        }
        for (String step : List.of("generate", "find", "read")) {
            double ratio = median(results, "image", step) / median(results, "local", step);
            say(String.format(
                    Locale.ROOT,
                    "%s in an image takes %.2f times as long as on the local disk, wanted at most %.0f",
                    step,
                    ratio,
                    WANTED_IMAGE));
            reached &= ratio <= WANTED_IMAGE;
        }
        return reached;
    }

    private static double median(JsonNode results, String target, String step) {
        for (JsonNode result : results) {
            if (result.path("target").asText().split(":")[0].equals(target)
                    && result.path("step").asText().equals(step)) {
                return result.path("medianMillis").asDouble();
            }
        }
        throw new IllegalStateException("Nothing was measured of " + step + " in " + target);
    }

    private static String line(JsonNode result) {
        JsonNode ratio = result.path("timesBaseline");
        String compared = ratio.isObject()
                ? String.format(
                        Locale.ROOT,
                        ", %.2f times local (%.2f to %.2f)",
                        ratio.path("median").asDouble(),
                        ratio.path("min").asDouble(),
                        ratio.path("max").asDouble())
                : "";
        return String.format(
                Locale.ROOT,
                "%-9s %-12s median %.1f ms (%.1f to %.1f, n = %d)%s",
                result.path("step").asText(),
                result.path("target").asText(),
                result.path("medianMillis").asDouble(),
                result.path("minMillis").asDouble(),
                result.path("maxMillis").asDouble(),
                result.path("n").asInt(),
                compared);
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
