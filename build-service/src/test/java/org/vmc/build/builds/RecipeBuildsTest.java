package org.vmc.build.builds;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.build.testing.SampleProject;
import org.vmc.build.testing.VmServiceStandIn;
import org.vmc.testing.Infrastructure;

/** Each built-in recipe really spreads its compilations, and gives what it gives without workers. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class RecipeBuildsTest {
    private static final int FILES = 8;

    @ConfigProperty(name = "kafka.bootstrap.servers")
    String bootstrapServers;

    LoopbackCluster cluster;

    @BeforeEach
    void needCluster() throws IOException {
        assumeTrue(
                LoopbackCluster.missing().isEmpty(),
                () -> "not installed here: apt-get install " + String.join(" ", LoopbackCluster.missing()));
        cluster = LoopbackCluster.running();
        for (var worker : LoopbackCluster.WORKERS) {
            cluster.startDistccd(worker);
        }
        VmServiceStandIn.at(bootstrapServers);
    }

    /** Those whose programs are here. Plain make is what {@link DistributedBuildTest} builds by. */
    static Stream<String> recipes() {
        var generators = Stream.of("ninja", "make").filter(program -> isHere("cmake") && isHere(program));
        var cmake = generators.map(program -> program.equals("make") ? "cmake-make" : "cmake");
        var all = Stream.concat(Stream.of("autotools", "linux-tinyconfig"), cmake);
        return Boolean.getBoolean("vmc.recipes.all") ? all : all.filter(recipe -> !recipe.equals("cmake-make"));
    }

    private static boolean isHere(String program) {
        return Files.isExecutable(Path.of("/usr/bin/" + program));
    }

    @ParameterizedTest
    @MethodSource("recipes")
    void spreadsCompilationsAndGivesWhatALocalBuildGives(String recipe) throws IOException {
        var project = project(recipe);
        var local = BuildClient.run(request(project, recipe, "local")).ended("SUCCEEDED");

        var spread = BuildClient.run(request(project, recipe, "distributed\", \"workers\": \"2"))
                .ended("SUCCEEDED");

        assertThat(spread.getString("recipe")).isEqualTo(recipe);
        assertThat(spread.getInt("fallbacks")).isZero();
        assertThat(spread.getList("workers.compiled", Integer.class)).allMatch(compiled -> compiled > 0);
        assertThat(spread.getInt("compiledByBuilder")
                        + spread.getList("workers.compiled", Integer.class).stream()
                                .mapToInt(Integer::intValue)
                                .sum())
                .as("every file went through distcc, and no probe of configure did")
                .isEqualTo(FILES + 1);
        assertThat(spread.getString("comparison.localBuildId")).isEqualTo(local.getString("id"));
        assertThat(spread.getList("comparison.differing")).isEmpty();
        assertThat(spread.getBoolean("comparison.identical")).isTrue();
    }

    @Test
    void testsThatFailFailTheBuildAndSaySo() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("tested"), 1, 1);

        var accepted = BuildClient.run("""
                {"source": "%s", "mode": "local", "recipe": {
                  "from": "make", "test": [["./demo"], ["sh", "-c", "echo 1 of 2 wrong; exit 3"]]}}
                """.formatted(project));
        var build = accepted.ended("FAILED");

        assertThat(build.getString("reason")).isEqualTo("The tests exited with 3; the log ends with: 1 of 2 wrong");
        assertThat(build.getLong("realMillis")).isPositive();
        assertThat(build.getLong("testMillis")).isNotNegative();
        assertThat(accepted.log()).contains("+ ./demo", "built ");
    }

    @Test
    void aMissingProgramIsNamedWithThePackageThatHasIt() throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("missing"), 1, 1);

        var build = BuildClient.run("""
                {"source": "%s", "mode": "local", "recipe": {"programs": ["gcc-2", "no-such-tool"]}}
                """.formatted(project)).ended("FAILED");

        assertThat(build.getString("reason"))
                .contains("lacks what this build needs: gcc-2, no-such-tool")
                .endsWith("On Debian, for those that are known here: apt-get install gcc-2");
    }

    private Path project(String recipe) throws IOException {
        var project = SampleProject.write(cluster.sources().resolve("by-" + recipe), FILES, 4);
        switch (recipe) {
            case "cmake", "cmake-make" -> {
                Files.delete(project.resolve("Makefile"));
                Files.writeString(project.resolve("CMakeLists.txt"), """
                        cmake_minimum_required(VERSION 3.13)
                        project(demo C)
                        file(GLOB parts part*.c)
                        add_library(parts SHARED ${parts})
                        add_executable(demo main.c)
                        target_link_libraries(demo parts)
                        """);
            }
            case "autotools" -> {
                Files.move(project.resolve("Makefile"), project.resolve("Makefile.in"));
                Files.writeString(project.resolve("configure"), """
                        #!/bin/sh
                        # What autoconf makes, as far as it matters: tries the compiler and writes it into the Makefile.
                        for argument; do case $argument in CC=*) CC=${argument#CC=} ;; esac; done
                        echo 'int main(void) { return 0; }' >conftest.c
                        $CC -c conftest.c && $CC -o conftest conftest.c && ./conftest || exit 77
                        rm -f conftest*
                        { echo "CC = $CC"; cat Makefile.in; } >Makefile
                        """);
                Files.setPosixFilePermissions(
                        project.resolve("configure"), PosixFilePermissions.fromString("rwxr-xr-x"));
            }
            case "linux-tinyconfig" -> Files.writeString(project.resolve("Makefile"), """
                        OBJECTS = $(patsubst %.c,%.o,$(wildcard part*.c))
                        vmlinux: main.o $(OBJECTS) host
                        \t$(CC) -o $@ main.o $(OBJECTS)
                        host: .config
                        \t$(HOSTCC) -o $@ -x c - <.config
                        tinyconfig:
                        \techo 'int main(void) { return 0; }' >.config
                        """);
            default -> throw new IllegalArgumentException(recipe);
        }
        return project;
    }

    private static String request(Path project, String recipe, String mode) {
        return """
                {"source": "%s", "mode": "%s", "recipe": {"from": "%s"%s}}
                """.formatted(
                        project,
                        mode,
                        recipe,
                        // The imitation of a kernel needs none of them.
                        recipe.startsWith("linux") ? ", \"programs\": []" : "")
                .replaceAll("\"workers\": \"(\\d+)\"", "\"workers\": $1");
    }
}
