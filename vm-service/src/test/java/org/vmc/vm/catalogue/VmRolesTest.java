package org.vmc.vm.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.vm.placement.Profile;

class VmRolesTest {

    @TempDir
    Path directory;

    @Test
    void offersTheFiveRolesOfTheThesis() {
        var roles = new VmRoles(new CatalogueFiles(Optional.empty(), Optional.empty()), new ObjectMapper());

        assertThat(roles.all())
                .extracting(VmRole::name)
                .containsExactly("compilation", "office-desktop", "web-server", "file-server", "simulation");
        assertThat(roles.ofTemplate("build-worker")).map(VmRole::name).contains("compilation");
        assertThat(roles.ofTemplate("debian-12")).isEmpty();
    }

    @Test
    void aFileServerComplementsACompilerBetterThanASecondCompilerDoes() {
        var roles = new VmRoles(new CatalogueFiles(Optional.empty(), Optional.empty()), new ObjectMapper());
        var compiler = roles.profile("compilation");

        assertThat(compiler.overlap(roles.profile("file-server"))).isLessThan(compiler.overlap(compiler));
        assertThat(roles.profile("none of them")).isEqualTo(Profile.NONE);
        assertThat(roles.profile(null)).isEqualTo(Profile.NONE);
    }

    @Test
    void refusesAFileThatDemandsMoreThanFive() throws IOException {
        var file = Files.writeString(directory.resolve("roles.json"), """
                [{"name": "own", "summary": "Own", "demand": {"cpu": 6, "memory": 0, "disk": 0, "network": 0},
                  "templates": []}]
                """);

        assertThatThrownBy(
                        () -> new VmRoles(new CatalogueFiles(Optional.empty(), Optional.of(file)), new ObjectMapper()))
                .rootCause()
                .hasMessageContaining("own demands something outside 0 to 5");
    }
}
