package org.vmc.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
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

/** {@code ./vmc bench build}: the same source locally and on workers, taken in turns. Everything must run. */
@Command(
        name = "build",
        mixinStandardHelpOptions = true,
        description = "Distributed against local builds. Wanted: a ratio of at most 0.50.")
final class BuildBench implements Callable<Integer> {

    private static final double WANTED_RATIO = 0.50;

    @Option(names = "-n", defaultValue = "3", description = "Builds of each kind (default 3).")
    private int times = 3;

    @Option(names = "--source", defaultValue = "lua-5.4", description = "What is built (default lua-5.4).")
    private String source = "lua-5.4";

    @Option(names = "--workers", defaultValue = "3", description = "Workers of a distributed build (default 3).")
    private int workers = 3;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        Optional<Gateway> gateway = LocalGateway.find(VmcHome.find());
        if (gateway.isEmpty()) {
            spec.commandLine().getErr().println("Nothing runs. Start it with ./vmc up");
            return 3;
        }
        List<Double> local = new ArrayList<>();
        List<Double> distributed = new ArrayList<>();
        List<Double> ratios = new ArrayList<>();
        for (int run = 1; run <= times; run++) {
            // In turns, so that what else the machine does hits both kinds alike.
            local.add(build(gateway.get(), Map.of("source", source, "mode", "local", "cache", "off")));
            distributed.add(build(
                    gateway.get(),
                    Map.of("source", source, "mode", "distributed", "cache", "off", "workers", workers)));
            ratios.add(distributed.getLast() / local.getLast());
            out.printf("%d: local %.1f s, distributed %.1f s%n", run, local.getLast(), distributed.getLast());
            out.flush();
        }
        Sample ratio = new Sample(ratios);
        out.printf("local:       %s s%n", new Sample(local));
        out.printf("distributed: %s s%n", new Sample(distributed));
        out.printf("ratio of each pair: %s, wanted at most %.2f (the thesis: 0.4875)%n", ratio, WANTED_RATIO);
        return ratio.median() <= WANTED_RATIO ? 0 : 1;
    }

    private static double build(Gateway gateway, Map<String, ?> order) {
        JsonNode ended = new Operations(gateway, message -> {})
                .await(gateway.post("/builds", order))
                .getFirst();
        JsonNode build =
                gateway.get("/builds/" + ended.path("target").path("id").asText());
        return build.path("realMillis").asLong() / 1e3;
    }
}
