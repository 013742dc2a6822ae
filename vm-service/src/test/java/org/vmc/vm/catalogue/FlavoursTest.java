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

class FlavoursTest {

    @TempDir
    Path directory;

    @Test
    void offersThirteenFlavoursInSixFamilies() {
        var flavours = new Flavours(new CatalogueFiles(Optional.empty(), Optional.empty()), new ObjectMapper());

        assertThat(flavours.all()).hasSize(13);
        assertThat(flavours.all().stream().map(Flavour::family).distinct())
                .containsExactly("Micro", "Standard", "High-Memory", "High-CPU", "Cluster Compute", "Cluster GPU");
        assertThat(flavours.named("standard.small")).contains(new Flavour("standard.small", "Standard", 1, 1740));
        assertThat(flavours.named("standard.tiny")).isEmpty();
    }

    @Test
    void takesTheFlavoursOfAFile() throws IOException {
        var file = Files.writeString(directory.resolve("flavours.json"), """
                [{"name": "own.one", "family": "Own", "vcpus": 1, "memoryMib": 64}]
                """);

        var flavours = new Flavours(new CatalogueFiles(Optional.of(file), Optional.empty()), new ObjectMapper());

        assertThat(flavours.names()).isEqualTo("own.one");
    }

    @Test
    void refusesAFileThatNamesAFlavourTwice() throws IOException {
        var one = "{\"name\": \"own.one\", \"family\": \"Own\", \"vcpus\": 1, \"memoryMib\": 64}";
        var file = Files.writeString(directory.resolve("flavours.json"), "[" + one + "," + one + "]");

        assertThatThrownBy(
                        () -> new Flavours(new CatalogueFiles(Optional.of(file), Optional.empty()), new ObjectMapper()))
                .hasMessageContaining("own.one");
    }
}
