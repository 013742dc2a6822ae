package org.vmc.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.gateway.Gateway;
import org.vmc.launcher.gateway.Operations;
import org.vmc.launcher.keys.Secrets;
import org.vmc.launcher.supervise.Background;
import org.vmc.launcher.supervise.LocalGateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./vmc bench vm}: VMs in one command against a script that makes the same calls itself, in turns. */
@Command(
        name = "vm",
        mixinStandardHelpOptions = true,
        description = "VMs in one command, against a bare script that does the same calls, in turns; needs ./vmc up."
                + " Wanted: at most 1.15 of its time for many, and 150 ms more than its time for one.")
final class VmBench implements Callable<Integer> {

    private static final double WANTED_RATIO = 1.15;
    private static final double WANTED_MILLIS = 150;
    private static final int WARM_UPS = 2;
    private static final int WARM_UP = 30;
    private static final String TEMPLATE = "debian-12";
    private static final String TYPE = "t1.micro";

    @Option(names = "-n", defaultValue = "3", description = "Pairs of runs with many VMs (default 3).")
    private int times = 3;

    @Option(names = "--vms", defaultValue = "30", description = "VMs of a run (default 30).")
    private int vms = 30;

    @Option(names = "--singles", defaultValue = "10", description = "Pairs of single VMs (default 10).")
    private int singles = 10;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        VmcHome home = VmcHome.find();
        Optional<Gateway> gateway = LocalGateway.find(home);
        Optional<String> lab = new Background(home).address("lab");
        if (gateway.isEmpty() || lab.isEmpty()) {
            spec.commandLine().getErr().println("Nothing runs. Start it with ./vmc up");
            return 3;
        }
        URI xenApi = URI.create(lab.get().split(" ", 2)[0]);
        LabClient client = new LabClient(xenApi, new Secrets(home.secrets()).xenApiPassword());
        JsonNode type = type(gateway.get());
        BareVms bare = new BareVms(
                client,
                TEMPLATE,
                type.path("memoryMib").asInt(),
                type.path("vcpus").asInt());
        // The first VMs after a start are made by programs that are not warm yet.
        for (int round = 0; round < WARM_UPS; round++) {
            bare.make(Math.min(vms, WARM_UP));
            create(gateway.get(), Math.min(vms, WARM_UP));
        }
        boolean many = many(gateway.get(), bare);
        boolean one = singles == 0 || one(gateway.get(), bare);
        return many && one ? 0 : 1;
    }

    private boolean many(Gateway gateway, BareVms bare) {
        List<Double> alone = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int run = 1; run <= times; run++) {
            alone.add(bare.make(vms));
            ours.add(create(gateway, vms));
            ratios.add(ours.getLast() / alone.getLast());
            say("%d: script %.2f s, /vm create %.2f s".formatted(run, alone.getLast(), ours.getLast()));
        }
        Sample ratio = new Sample(ratios);
        say("script, %d VMs:     %s s".formatted(vms, new Sample(alone)));
        say("/vm create, %d VMs: %s s".formatted(vms, new Sample(ours)));
        say("ratio of each pair: %s, wanted at most %.2f".formatted(ratio, WANTED_RATIO));
        return ratio.median() <= WANTED_RATIO;
    }

    private boolean one(Gateway gateway, BareVms bare) {
        List<Double> more = new ArrayList<>();
        for (int run = 1; run <= singles; run++) {
            double alone = bare.make(1);
            more.add((create(gateway, 1) - alone) * 1e3);
        }
        Sample millis = new Sample(more);
        say("one VM takes longer than by script: %s ms, wanted at most %.0f".formatted(millis, WANTED_MILLIS));
        return millis.median() <= WANTED_MILLIS;
    }

    /** Seconds from the request until the last VM was ready, by the operations' own record. */
    private static double create(Gateway gateway, int count) {
        Operations operations = new Operations(gateway, message -> {});
        Instant begun = Instant.now();
        List<JsonNode> made = operations.await(
                gateway.post("/vms", Map.of("name", "bench", "type", TYPE, "template", TEMPLATE, "count", count)));
        Instant ended = made.stream()
                .map(operation -> Instant.parse(operation.path("finishedAt").asText()))
                .max(Comparator.naturalOrder())
                .orElseThrow();
        List<JsonNode> deletions = made.stream()
                .map(operation -> gateway.delete(
                        "/vms/" + operation.path("target").path("id").asText()))
                .toList();
        deletions.forEach(operations::await);
        return Duration.between(begun, ended).toMillis() / 1e3;
    }

    private static JsonNode type(Gateway gateway) {
        for (JsonNode type : gateway.get("/types").path("items")) {
            if (type.path("name").asText().equals(TYPE)) {
                return type;
            }
        }
        throw new IllegalStateException("There is no type " + TYPE);
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
