package org.vmc.embedded.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import org.junit.jupiter.api.Test;

class HeldPortTest {

    @Test
    void aServerCanListenThereAgainAndAgain() {
        try (HeldPort port = HeldPort.any()) {
            for (int i = 0; i < 3; i++) {
                assertThatCode(() -> listen(port.number(), true).close()).doesNotThrowAnyException();
            }
        }
    }

    @Test
    void nobodyElseGetsIt() throws IOException {
        try (HeldPort port = HeldPort.any()) {
            assertThatThrownBy(() -> listen(port.number(), false)).isInstanceOf(BindException.class);
            // One that is not held would be given to somebody sooner or later.
            for (int i = 0; i < 2_000; i++) {
                try (ServerSocket any = listen(0, true)) {
                    assertThat(any.getLocalPort()).isNotEqualTo(port.number());
                }
            }
        }
    }

    @Test
    void twoAreNeverTheSame() throws IOException {
        try (HeldPort one = HeldPort.any();
                HeldPort other = HeldPort.any();
                ServerSocket listening = listen(one.number(), true)) {
            assertThat(other.number()).isNotEqualTo(listening.getLocalPort());
            try (Socket client = new Socket(InetAddress.getLoopbackAddress(), one.number())) {
                assertThat(client.getLocalPort()).isNotEqualTo(other.number());
            }
        }
    }

    private static ServerSocket listen(int port, boolean reuse) throws IOException {
        ServerSocket socket = new ServerSocket();
        try {
            socket.setReuseAddress(reuse);
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port));
            return socket;
        } catch (IOException refused) {
            socket.close();
            throw refused;
        }
    }
}
