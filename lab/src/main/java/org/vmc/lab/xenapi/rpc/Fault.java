package org.vmc.lab.xenapi.rpc;

import java.time.Duration;
import java.util.List;

/**
 * Something that shall go wrong.
 *
 * @param method full name of the message; with {@code Async.} it strikes the call, with {@code Task.} the work of the
 *     asynchronous form, without either the work of both forms; {@code *} is any message
 * @param onCall which call it strikes first, counted from now, beginning with 1
 * @param times how many calls in a row it strikes
 * @param delay how long the call hangs first
 * @param end what becomes of the call then
 */
public record Fault(String method, int onCall, int times, Duration delay, End end) {

    /** What becomes of a call that a fault has struck. */
    public sealed interface End {

        /** It goes on. */
        record LetThrough() implements End {}

        /**
         * It is refused.
         *
         * @param error code and parameters
         */
        record Refused(List<String> error) implements End {

            public Refused {
                error = List.copyOf(error);
            }
        }

        /** It is carried out, and then the connection breaks instead of an answer. */
        record AnswerLost() implements End {}
    }

    /** Before a message: the work of its asynchronous form. */
    static final String TASK = "Task.";

    /** As a message, any. */
    public static final String ANY = "*";

    /** As a number of calls or a delay: until it is disarmed. */
    private static final int ALL = Integer.MAX_VALUE;

    private static final Duration FOREVER = Duration.ofDays(36_500);

    public Fault {
        if (onCall < 1 || times < 1 || delay.isNegative()) {
            throw new IllegalArgumentException("onCall and times begin with 1, delay with 0");
        }
    }

    /** A refusal of the n-th call from now. */
    public static Fault refuse(String method, int onCall, String... error) {
        return new Fault(method, onCall, 1, Duration.ZERO, new End.Refused(List.of(error)));
    }

    /** A delay of every call. */
    public static Fault slow(String method, Duration delay) {
        return new Fault(method, 1, ALL, delay, new End.LetThrough());
    }

    /** The n-th call from now is carried out, but its answer never arrives. */
    public static Fault answerLost(String method, int onCall) {
        return new Fault(method, onCall, 1, Duration.ZERO, new End.AnswerLost());
    }

    /** No answer to any call. */
    public static Fault hung(String method) {
        return new Fault(method, 1, ALL, FOREVER, new End.LetThrough());
    }

    /** The next task of a message stays pending. */
    public static Fault stuckTask(String method) {
        return new Fault(TASK + method, 1, 1, FOREVER, new End.LetThrough());
    }

    boolean concerns(String call) {
        return method.equals(call) || method.equals(ANY) && !call.startsWith(TASK);
    }

    /** A delay of the next call. */
    public static Fault delay(String method, Duration delay) {
        return new Fault(method, 1, 1, delay, new End.LetThrough());
    }
}
