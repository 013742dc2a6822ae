package org.vmc.launcher.parts;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.vmc.embedded.process.JvmFlags;

/** One of the five services as a JVM of its own; ready when its readiness check says so. */
final class ServicePart implements Part {

    private static final Duration START = Duration.ofSeconds(90);
    private static final Duration STOP = Duration.ofSeconds(15);
    private static final int HEAP_MIB = 128;

    private final ServiceDefinition definition;
    private final Wiring wiring;

    ServicePart(ServiceDefinition definition, Wiring wiring) {
        this.definition = definition;
        this.wiring = wiring;
    }

    @Override
    public String name() {
        return definition.name();
    }

    @Override
    public Set<String> after() {
        return Set.of(PostgresPart.NAME, BrokerPart.NAME);
    }

    @Override
    public RunningPart start(Consumer<Process> spawned) {
        Path application = wiring.home().root().resolve(name()).resolve("target/quarkus-app");
        if (!Files.exists(application.resolve("quarkus-run.jar"))) {
            throw new PartFailure(name() + " is not built: " + application + " has no quarkus-run.jar");
        }
        List<String> command = new ArrayList<>(List.of(JvmFlags.java()));
        command.addAll(JvmFlags.small(HEAP_MIB));
        command.addAll(List.of("-jar", application.resolve("quarkus-run.jar").toString()));
        Map<String, String> environment = new HashMap<>(ServiceDefinitions.common(definition, wiring));
        environment.putAll(definition.environment().apply(wiring));
        String url = wiring.url(name());
        Process process = new ChildProcess(
                        name(),
                        command,
                        environment,
                        wiring.home().run(),
                        wiring.home().log(name()))
                .startAndAwait(START, new HealthCheck(URI.create(url + "/q/health/ready")), spawned);
        return new RunningPart(process, url, () -> ChildProcess.stop(process, STOP));
    }
}
