package org.vmc.lab.xenapi.http;

import io.vertx.core.http.HttpServer;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.vmc.lab.xenapi.machine.Listening;

/**
 * Opens the addresses of machines: HTTP on one port, which is the same on all addresses as on real hosts, and HTTPS on
 * another when there is a key.
 */
public final class Doors {

    private static final int TRIES = 30;
    private static final Duration BETWEEN_TRIES = Duration.ofMillis(100);

    private final Set<String> opened = new HashSet<>();
    private final HttpEndpoint endpoint;
    private final Optional<CompletableFuture<TlsKey>> key;
    private int port;
    private int tlsPort;

    /**
     * @param port HTTP port; 0 picks a free one at the first address
     * @param tlsPort HTTPS port, likewise
     * @param key empty for HTTP alone
     */
    public Doors(HttpEndpoint endpoint, int port, int tlsPort, Optional<CompletableFuture<TlsKey>> key) {
        this.endpoint = endpoint;
        this.port = port;
        this.tlsPort = tlsPort;
        this.key = key;
    }

    /** Opens an address; fails when a port is taken there, for one that was open before only when it stays so. */
    public synchronized Listening open(String address, Served served) {
        for (int left = opened.add(address) ? 0 : TRIES; left > 0; left--) {
            try {
                return openNow(address, served);
            } catch (RuntimeException taken) {
                // A client's own end of a connection may have the port for a moment.
                LockSupport.parkNanos(BETWEEN_TRIES.toNanos());
            }
        }
        return openNow(address, served);
    }

    private Listening openNow(String address, Served served) {
        var plain = endpoint.listen(address, port, served);
        port = plain.actualPort();
        if (key.isEmpty()) {
            return () -> close(List.of(plain));
        }
        try {
            var secure = endpoint.listen(address, tlsPort, key.get().join(), served);
            tlsPort = secure.actualPort();
            return () -> close(List.of(plain, secure));
        } catch (RuntimeException taken) {
            close(List.of(plain));
            throw taken;
        }
    }

    /** Closing cuts connections off, as a host does that goes away. */
    private static void close(List<HttpServer> servers) {
        Stream.of(servers.toArray(HttpServer[]::new))
                .map(server -> server.close().toCompletionStage().toCompletableFuture())
                .forEach(CompletableFuture::join);
    }

    /** The HTTP port. */
    public synchronized int port() {
        return port;
    }

    /** The HTTPS port; empty without a key. */
    public synchronized OptionalInt tlsPort() {
        return key.isPresent() ? OptionalInt.of(tlsPort) : OptionalInt.empty();
    }

    /** Fingerprint of the certificate; empty without a key. */
    public Optional<String> fingerprint() {
        return key.map(future -> future.join().fingerprint());
    }
}
