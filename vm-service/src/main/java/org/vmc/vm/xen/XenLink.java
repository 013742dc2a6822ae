package org.vmc.vm.xen;

import com.xensource.xenapi.Types.XenAPIException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.HttpRetryException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Collection;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import javax.net.ssl.SSLHandshakeException;
import org.apache.xmlrpc.XmlRpcException;
import org.jspecify.annotations.Nullable;

/**
 * One logged-in link to a pool: keeps the session, paces the calls, repeats what may be repeated, and turns the SDK's
 * exceptions into {@link XenFailure}.
 *
 * <p>A call is repeated when the pool had not begun it (no connection, session expired) and, for calls that only read,
 * also after a lost reply. A coordinator that is lost is looked for among the hosts the pool had: they name the one
 * they follow, or are it. Thread-safe; calls run in parallel.
 */
final class XenLink implements AutoCloseable {

    private static final int MAX_ATTEMPTS = 4;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);

    /** Whether a call may be repeated when its reply was lost. */
    enum Repeat {
        SAFE,
        UNSAFE
    }

    /** A call on a logged-in connection. */
    @FunctionalInterface
    interface Call<T> {
        T on(RawConnection connection) throws XenAPIException, XmlRpcException;
    }

    private final PoolEndpoint endpoint;
    private final TokenBucket bucket;
    private final ReentrantLock login = new ReentrantLock();
    private final CountDownLatch closed = new CountDownLatch(1);
    private final Addresses addresses;
    private volatile @Nullable RawConnection current;
    private volatile @Nullable FailedLogin lastFailure;

    /** Why a login failed; those who queued behind it share its failure instead of waiting for their own. */
    private record FailedLogin(long atNanos, XmlRpcException cause) {}

    XenLink(PoolEndpoint endpoint) {
        this.endpoint = endpoint;
        this.addresses = new Addresses(endpoint.url());
        this.bucket = new TokenBucket(endpoint.callsPerSecond(), endpoint.burst(), System.nanoTime());
    }

    /** Where else to ask for the pool when its coordinator is lost. */
    void knowHosts(Collection<String> hosts) {
        addresses.know(hosts);
    }

    /** @throws XenFailure when the pool refused or did not answer */
    <T> T call(String attempted, Repeat repeat, Call<T> call) {
        pause(bucket.reserve(System.nanoTime()));
        return switch (repeat) {
            case SAFE -> repeating(attempted, repeat, call);
            case UNSAFE -> untorn(() -> repeating(attempted, repeat, call));
        };
    }

    /**
     * Where the pool takes commands and the session there, for what is no call.
     *
     * @param coordinator address without a path
     */
    record Place(URI coordinator, String session) {}

    /** Where it was last reached; a call just before makes sure that the session still counts. */
    Place place() {
        return repeating(
                "Logging in",
                Repeat.SAFE,
                connection -> new Place(addresses.current(), connection.getSessionReference()));
    }

    /** As {@link #call}, for a call that the pool answers when something happens or when {@code wait} is over. */
    <T> T waitingCall(String attempted, Duration wait, Call<T> call) {
        return repeating(attempted, Repeat.SAFE, connection -> call.on(connection.patient(endpoint, wait)));
    }

    /**
     * An interrupt closes the connection a virtual thread is blocked on, and the outcome of a command torn like that
     * would be unknown. So a command that may not be repeated runs on a thread nobody else knows.
     */
    private <T> T untorn(Supplier<T> command) {
        FutureTask<T> task = new FutureTask<>(command::get);
        Thread.ofVirtual().name("xen-command").start(task);
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException later) {
                    interrupted = true;
                } catch (ExecutionException failure) {
                    throw failure.getCause() instanceof RuntimeException known
                            ? known
                            : new IllegalStateException(failure.getCause());
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private <T> T repeating(String attempted, Repeat repeat, Call<T> call) {
        for (int attempt = 1; ; attempt++) {
            URI asked = addresses.current();
            RawConnection used = null;
            try {
                used = connection();
                return call.on(used);
            } catch (RefusedReply refusal) {
                XenRefused refused =
                        new XenRefused(attempted + " at " + asked, refusal.code(), refusal.params(), refusal);
                if (!recovers(refused, asked, used) || attempt == MAX_ATTEMPTS) {
                    throw refused;
                }
            } catch (XenAPIException unreadable) {
                throw new PoolUnreachable(attempted + " at " + asked + ": unreadable answer", unreadable);
            } catch (XmlRpcException failure) {
                boolean neverSent = neverSent(failure);
                if (neverSent) {
                    forget(used);
                    addresses.leave(asked);
                }
                if (attempt == MAX_ATTEMPTS || !(repeat == Repeat.SAFE || neverSent)) {
                    throw new PoolUnreachable(attempted + " at " + asked + ": " + reason(failure), failure);
                }
                pause(backOff(attempt));
            }
        }
    }

    /** Whether the call can be repeated with another session or at another host. */
    private boolean recovers(XenRefused refused, URI asked, @Nullable RawConnection used) {
        return switch (refused.code()) {
            case "SESSION_INVALID" -> {
                forget(used);
                yield true;
            }
            case "HOST_IS_SLAVE" -> {
                forget(used);
                addresses.follow(
                        refused.params().isEmpty() ? "" : refused.params().getFirst());
                yield true;
            }
            // A host that lost its coordinator, or is not up yet: another one may coordinate by now.
            case "HOST_IN_EMERGENCY_MODE", "HOST_STILL_BOOTING" -> {
                forget(used);
                addresses.leave(asked);
                pause(FIRST_PAUSE);
                yield true;
            }
            default -> false;
        };
    }

    private RawConnection connection() throws XmlRpcException {
        RawConnection known = current;
        if (known != null) {
            return known;
        }
        long askedNanos = System.nanoTime();
        login.lock();
        try {
            RawConnection other = current;
            if (other != null) {
                return other;
            }
            FailedLogin failed = lastFailure;
            if (failed != null && failed.atNanos() - askedNanos > 0) {
                throw failed.cause();
            }
            RawConnection fresh = RawConnection.login(addresses.current(), endpoint);
            current = fresh;
            return fresh;
        } catch (XmlRpcException failure) {
            lastFailure = new FailedLogin(System.nanoTime(), failure);
            throw failure;
        } finally {
            login.unlock();
        }
    }

    private void forget(@Nullable RawConnection used) {
        login.lock();
        try {
            if (current == used) {
                current = null;
            }
        } finally {
            login.unlock();
        }
    }

    private static String reason(XmlRpcException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof UntrustedCertificate untrusted) {
                return String.valueOf(untrusted.getMessage());
            }
        }
        Throwable reason = failure.getCause() == null ? failure : failure.getCause();
        String text = reason.getMessage() == null ? reason.getClass().getSimpleName() : reason.getMessage();
        return "no answer (" + text + ")";
    }

    /**
     * A connection that was refused, timed out or found untrusted left nothing at the pool; anything later may have.
     */
    private static boolean neverSent(XmlRpcException failure) {
        Throwable cause = failure.getCause();
        if (cause instanceof SocketTimeoutException timeout) {
            return String.valueOf(timeout.getMessage()).toLowerCase(Locale.ROOT).contains("connect");
        }
        return cause instanceof ConnectException
                || cause instanceof UnknownHostException
                || cause instanceof NoRouteToHostException
                || cause instanceof SSLHandshakeException
                || cause instanceof HttpRetryException;
    }

    private static Duration backOff(int attempt) {
        long ceiling = FIRST_PAUSE.toMillis() << (attempt - 1);
        return Duration.ofMillis(ceiling / 2 + ThreadLocalRandom.current().nextLong(ceiling / 2 + 1));
    }

    /** Waits, or gives up when the link is closed or the thread is interrupted. */
    private void pause(Duration duration) {
        if (duration.isZero()) {
            return;
        }
        try {
            if (closed.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
                throw new PoolUnreachable("The link to " + endpoint + " is closed", new IOException("closed"));
            }
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new PoolUnreachable("Interrupted while waiting to call " + endpoint, interrupted);
        }
    }

    /** Ends the session, as far as the pool can still be told. */
    @Override
    public void close() {
        closed.countDown();
        RawConnection last = current;
        current = null;
        if (last == null) {
            return;
        }
        try {
            last.value("session.logout");
        } catch (RefusedReply | XmlRpcException ignored) {
            // The pool forgets idle sessions by itself; there is nobody left to tell.
        }
    }
}
