package org.vmc.build.sources;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DebianSourcesListTest {
    @Test
    void turnsLinesIntoSourceEntries() {
        var sources = DebianSourcesList.fromLines("""
                # deb http://mirror.example/debian bookworm main
                deb http://mirror.example/debian bookworm main contrib
                deb [signed-by=/k.gpg arch=amd64] http://mirror.example/debian bookworm-updates main
                deb-src http://mirror.example/debian bookworm main
                """);

        assertThat(sources).isEqualTo("""
                deb-src http://mirror.example/debian bookworm main contrib
                deb-src [signed-by=/k.gpg arch=amd64] http://mirror.example/debian bookworm-updates main
                """);
    }

    @Test
    void turnsStanzasIntoSourceEntriesAndLeavesDisabledOnesOut() {
        var sources = DebianSourcesList.fromStanzas("""
                Types: deb
                # a comment
                URIs: http://mirror.example/debian
                Suites: bookworm bookworm-updates
                Components: main
                Signed-By: /k.gpg

                Types: deb
                Enabled: no
                URIs: http://other.example/debian
                Suites: bookworm
                Components: main
                """);

        assertThat(sources).isEqualTo("""
                Types: deb-src
                URIs: http://mirror.example/debian
                Suites: bookworm bookworm-updates
                Components: main
                Signed-By: /k.gpg

                """);
    }

    @Test
    void readsBothPlacesOfAMachineAndNoOtherFiles(@TempDir Path apt, @TempDir Path to) throws IOException {
        Files.writeString(apt.resolve("sources.list"), "deb http://a.example/debian bookworm main\n");
        var parts = Files.createDirectory(apt.resolve("sources.list.d"));
        Files.writeString(parts.resolve("b.sources"), "Types: deb\nURIs: http://b.example/debian\nSuites: x\n");
        Files.writeString(parts.resolve("c.list.disabled"), "deb http://c.example/debian bookworm main\n");

        assertThat(DebianSourcesList.writeSourceEntries(apt, to)).isEqualTo(2);
        assertThat(to.resolve("sources.list")).hasContent("deb-src http://a.example/debian bookworm main");
        assertThat(to.resolve("b.sources")).exists();
    }

    @Test
    void aMachineWithoutPackageSourcesHasNone(@TempDir Path apt, @TempDir Path to) throws IOException {
        assertThat(DebianSourcesList.writeSourceEntries(apt, to)).isZero();
    }
}
