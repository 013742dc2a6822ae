package org.vmc.launcher.ports;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.embedded.process.FreePort;

class PortBookTest {

    @TempDir
    Path directory;

    @Test
    void takesTheUsualPortWhenItIsFree() {
        int usual = FreePort.any();

        assertThat(book().choose("gateway", usual)).isEqualTo(usual);
    }

    @Test
    void takesAnotherPortWhenTheUsualOneIsTaken() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            int chosen = book().choose("gateway", other.getLocalPort());

            assertThat(chosen).isNotEqualTo(other.getLocalPort()).isPositive();
            assertThat(FreePort.isFree(chosen)).isTrue();
        }
    }

    @Test
    void choosesTheSamePortNextTime() throws IOException {
        int usual;
        int chosen;
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            usual = other.getLocalPort();
            chosen = book().choose("gateway", usual);
        }

        assertThat(book().choose("gateway", usual)).isEqualTo(chosen);
    }

    @Test
    void givesNoPortToTwoParts() {
        int usual = FreePort.any();
        PortBook book = book();

        assertThat(book.choose("gateway", usual)).isNotEqualTo(book.choose("bot", usual));
    }

    @Test
    void startsAnewWhenTheFileIsDamaged() throws IOException {
        Files.writeString(directory.resolve("ports"), "gateway=\\u00zz\nbot=none\n");
        int usual = FreePort.any();

        assertThat(book().choose("bot", usual)).isEqualTo(usual);
    }

    private PortBook book() {
        return new PortBook(directory.resolve("ports"));
    }
}
