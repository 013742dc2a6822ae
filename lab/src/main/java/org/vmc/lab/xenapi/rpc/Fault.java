package org.vmc.lab.xenapi.rpc;

import java.time.Duration;
import java.util.List;

/**
 * Something that shall go wrong.
 *
 * @param method full name of the message; with {@code Async.} it strikes the call, without it the work, also of the
 *     asynchronous form
 * @param onCall which call it strikes first, counted from now, beginning with 1
 * @param times how many calls in a row it strikes
 * @param delay how long the call hangs first
 * @param error code and parameters of the refusal; empty to let the call through after the delay
 */
public record Fault(String method, int onCall, int times, Duration delay, List<String> error) {

    public Fault {
        error = List.copyOf(error);
        if (onCall < 1 || times < 1 || delay.isNegative()) {
            throw new IllegalArgumentException("onCall and times begin with 1, delay with 0");
        }
    }

    /** A refusal of the n-th call from now. */
    public static Fault refuse(String method, int onCall, String... error) {
        return new Fault(method, onCall, 1, Duration.ZERO, List.of(error));
    }

    /** A delay of the next call. */
    public static Fault delay(String method, Duration delay) {
        return new Fault(method, 1, 1, delay, List.of());
    }
}
