package org.vmc.bot.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Points the bot at a free port, where tests start and stop a {@link FakeGateway} as they like. */
public final class GatewayAddress implements QuarkusTestResourceLifecycleManager {

    /** Bound and never used: while it lives, the system gives its port to nobody who asks for any. */
    private final Socket held = new Socket();

    private Path tokenFile = Path.of("none");

    @Override
    public Map<String, String> start() {
        try {
            held.setReuseAddress(true);
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            tokenFile = Files.writeString(Files.createTempFile("vmc-bot", "token"), FakeGateway.BOT + "\n");
        } catch (IOException e) {
            throw new UncheckedIOException("No free port or no place for a file", e);
        }
        return Map.of(
                "vmc.bot.gateway-token-file", tokenFile.toString(),
                "vmc.bot.chat.edit-interval", "0.2S",
                "vmc.bot.chat.retry-pause", "0.1S",
                "vmc.bot.gateway-url", "http://127.0.0.1:" + held.getLocalPort(),
                "vmc.bot.follow.interval", "0.03S",
                "vmc.bot.follow.patience", "60S");
    }

    @Override
    public void stop() {
        try {
            held.close();
            Files.deleteIfExists(tokenFile);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
