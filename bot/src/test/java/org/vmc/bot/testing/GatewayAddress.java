package org.vmc.bot.testing;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.util.Map;

/** Points the bot at a free port, where tests start and stop a {@link FakeGateway} as they like. */
public final class GatewayAddress implements QuarkusTestResourceLifecycleManager {

    /** Bound and never used: while it lives, the system gives its port to nobody who asks for any. */
    private final Socket held = new Socket();

    @Override
    public Map<String, String> start() {
        try {
            held.setReuseAddress(true);
            held.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
        } catch (IOException e) {
            throw new UncheckedIOException("No free port", e);
        }
        return Map.of(
                "vmc.bot.gateway-url", "http://127.0.0.1:" + held.getLocalPort(),
                "vmc.bot.follow.interval", "0.03S",
                "vmc.bot.follow.patience", "60S");
    }

    @Override
    public void stop() {
        try {
            held.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
