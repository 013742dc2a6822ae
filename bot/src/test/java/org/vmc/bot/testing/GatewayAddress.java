package org.vmc.bot.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Map;

/** Points the bot at a free port, where tests start and stop a {@link FakeGateway} as they like. */
public final class GatewayAddress implements QuarkusTestResourceLifecycleManager {

    @Override
    public Map<String, String> start() {
        try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return Map.of(
                    "vmc.bot.gateway-url", "http://127.0.0.1:" + free.getLocalPort(),
                    "vmc.bot.follow.interval", "0.03S",
                    "vmc.bot.follow.patience", "60S");
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
    }

    @Override
    public void stop() {}
}
