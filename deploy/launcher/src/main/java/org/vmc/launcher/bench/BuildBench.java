package org.vmc.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.bench.peers.PeerBuilds;
import org.vmc.launcher.bench.peers.PeerBuilds.Setting;
import org.vmc.launcher.gateway.Gateway;
import org.vmc.launcher.gateway.Operations;
import org.vmc.launcher.keys.ClusterKey;
import org.vmc.launcher.supervise.LocalGateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/**
 * {@code ./vmc bench build}: a source on one host, by distcc and icecc as people use them without VMC, and by VMC with
 * an empty and a full compiler cache, in turns on the same four hosts of the lab. Everything must run.
 */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description =
                "Builds by VMC against one host, distcc and icecc, in turns; needs ./vmc up with four hosts. Wanted of"
                        + " one host's time: at most 0.33 with an empty cache and 0.10 with a full one; and at most 0.95 of the best"
                        + " other's time.")
final class BuildBench implements Callable<Integer> {

    private static final double WANTED_COLD = 0.33;
    private static final double WANTED_WARM = 0.10;
    private static final double WANTED_OF_BEST = 0.95;
    private static final double WANTED_SECONDS_AROUND = 1.5;
    private static final List<String> HOSTS = List.of("10.77.0.11", "10.77.0.12", "10.77.0.13", "10.77.0.14");
    private static final int WORKERS = HOSTS.size() - 1;
    private static final Duration PATIENCE = Duration.ofHours(1);

    private static final String ALONE = "one host";
    private static final String MANUAL = "distcc, manual";
    private static final String HAND = "distcc, by hand";
    private static final String ICECC = "icecc";
    private static final String COLD = "VMC, empty cache";
    private static final String WARM = "VMC, full cache";

    @Option(names = "-n", defaultValue = "5", description = "Builds of each kind (default 5).")
    private int times = 5;

    @Option(names = "--source", defaultValue = "lua-5.4", description = "What is built (default lua-5.4).")
    private String source = "lua-5.4";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    private final Map<String, List<Double>> seconds = new LinkedHashMap<>();
    private final List<Double> around = new ArrayList<>();

    @Override
    public Integer call() {
        VmcHome home = VmcHome.find();
        Optional<Gateway> gateway = LocalGateway.find(home);
        if (gateway.isEmpty()) {
            spec.commandLine().getErr().println("Nothing runs. Start it with ./vmc up");
            return 3;
        }
        Operations operations = new Operations(gateway.get(), message -> {}, PATIENCE);
        operations.await(gateway.get().put("/warm-pool/build-worker", warm(WORKERS)));
        try {
            return measure(home, gateway.get(), operations) ? 0 : 1;
        } finally {
            operations.await(gateway.get().put("/warm-pool/build-worker", warm(0)));
        }
    }

    private static Map<String, Object> warm(int size) {
        return Map.of("type", "standard.small", "size", size);
    }

    private boolean measure(VmcHome home, Gateway gateway, Operations operations) {
        // Fetches the archive, which the others need too, and fills the cache.
        build(gateway, operations, "renew");
        try (PeerBuilds peers = new PeerBuilds(
                HOSTS, ClusterKey.in(home.keys()).privateKey(), archive(home, gateway), commands(gateway))) {
            peers.start();
            if (!PeerBuilds.hasIcecc()) {
                say("icecc is left out: apt-get install icecc");
            }
            Setting best = best(peers);
            double serial = 0;
            for (int run = 1; run <= times; run++) {
                // In turns, so that what else the machine does hits all kinds alike.
                note(ALONE, peers.alone());
                serial += peers.serialPart() / times;
                note(MANUAL, peers.byManual());
                note(HAND, peers.byHand(best));
                peers.byIcecc().ifPresent(taken -> note(ICECC, taken));
                note(COLD, build(gateway, operations, "renew"));
                note(WARM, build(gateway, operations, "use"));
                say(run + ": "
                        + seconds.entrySet().stream()
                                .map(kind -> "%s %.1f s"
                                        .formatted(
                                                kind.getKey(), kind.getValue().getLast()))
                                .reduce((a, b) -> a + " · " + b)
                                .orElse(""));
            }
            return report(serial);
        }
    }

    private Setting best(PeerBuilds peers) {
        Map<Setting, Double> tried = new HashMap<>();
        for (Setting setting : Setting.sweep()) {
            tried.put(setting, peers.byHand(setting));
            say("distcc, %s: %.1f s".formatted(setting, tried.get(setting)));
        }
        return tried.entrySet().stream()
                .min(Comparator.comparingDouble(Map.Entry::getValue))
                .orElseThrow()
                .getKey();
    }

    private boolean report(double serial) {
        double alone = new Sample(values(ALONE)).median();
        double share = serial / alone;
        say("");
        seconds.forEach((kind, taken) -> say(String.format(
                Locale.ROOT, "%-17s %s s; of one host's time: %s", kind, new Sample(taken), ratio(kind, ALONE))));
        say("serial part: %.2f s; no division over %d equal hosts gets below %.2f of one host's time"
                .formatted(serial, HOSTS.size(), share + (1 - share) / HOSTS.size()));
        String other = Stream.of(MANUAL, HAND, ICECC)
                .filter(seconds::containsKey)
                .min(Comparator.comparingDouble(kind -> new Sample(values(kind)).median()))
                .orElseThrow();
        return Stream.of(
                        wanted("empty cache, of one host's time", ratio(COLD, ALONE), WANTED_COLD),
                        wanted("full cache, of one host's time", ratio(WARM, ALONE), WANTED_WARM),
                        wanted("empty cache, of the time of " + other, ratio(COLD, other), WANTED_OF_BEST),
                        wanted(
                                "around the commands, with warm workers, in s",
                                new Sample(around),
                                WANTED_SECONDS_AROUND))
                .reduce(true, Boolean::logicalAnd);
    }

    private boolean wanted(String what, Sample found, double atMost) {
        boolean reached = found.median() <= atMost;
        say(String.format(
                Locale.ROOT, "%s: %s, wanted at most %.2f%s", what, found, atMost, reached ? "" : ": NOT REACHED"));
        return reached;
    }

    /** Of each round's times, which what else the machine does hits alike. */
    private Sample ratio(String kind, String base) {
        List<Double> ratios = new ArrayList<>();
        for (int round = 0; round < times; round++) {
            ratios.add(values(kind).get(round) / values(base).get(round));
        }
        return new Sample(ratios);
    }

    private List<Double> values(String kind) {
        return seconds.getOrDefault(kind, List.of());
    }

    private void note(String kind, double taken) {
        seconds.computeIfAbsent(kind, first -> new ArrayList<>()).add(taken);
    }

    /** Seconds of the commands, on workers. */
    private double build(Gateway gateway, Operations operations, String cache) {
        JsonNode ended = operations
                .await(gateway.post(
                        "/builds", Map.of("source", source, "mode", "distributed", "workers", WORKERS, "cache", cache)))
                .getFirst();
        JsonNode build =
                gateway.get("/builds/" + ended.path("target").path("id").asText());
        double commands = build.path("realMillis").asLong() / 1e3;
        Duration whole = Duration.between(
                Instant.parse(build.path("createdAt").asText()),
                Instant.parse(build.path("finishedAt").asText()));
        around.add(whole.toMillis() / 1e3 - commands);
        return commands;
    }

    private JsonNode described(Gateway gateway) {
        for (JsonNode found : gateway.get("/sources").path("items")) {
            if (found.path("name").asText().equals(source)) {
                return found;
            }
        }
        throw new IllegalStateException("There is no source " + source);
    }

    private List<List<String>> commands(Gateway gateway) {
        List<List<String>> commands = new ArrayList<>();
        described(gateway).path("build").forEach(command -> {
            List<String> words = new ArrayList<>();
            command.forEach(word -> words.add(word.asText()));
            commands.add(words);
        });
        return commands;
    }

    private Path archive(VmcHome home, Gateway gateway) {
        String digest = described(gateway).path("sha256").asText();
        try (Stream<Path> files = Files.walk(home.data("build"))) {
            return files.filter(file -> file.getFileName().toString().equals("sha256-" + digest))
                    .findFirst()
                    .orElseThrow(() -> new IllegalStateException("The archive of " + source + " is not in the cache"));
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
