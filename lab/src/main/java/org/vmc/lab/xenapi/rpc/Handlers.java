package org.vmc.lab.xenapi.rpc;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.wire.Value;

/** Who answers which message. Filled at the start, read-only afterwards. */
public final class Handlers {

    private final Declaration declaration;
    private final Map<String, Handler> byMessage = new HashMap<>();

    public Handlers(Declaration declaration) {
        this.declaration = declaration;
    }

    /**
     * Registers a handler.
     *
     * @throws IllegalArgumentException when the message is not declared or has one already
     */
    public Handlers on(String message, Handler handler) {
        if (declaration.message(message).isEmpty()) {
            throw new IllegalArgumentException("Not declared: " + message);
        }
        if (byMessage.put(message, handler) != null) {
            throw new IllegalArgumentException("Two handlers for " + message);
        }
        return this;
    }

    /** Registers a handler whose message answers nothing. */
    public Handlers onVoid(String message, VoidHandler handler) {
        return on(message, in -> {
            handler.handle(in);
            return Value.NOTHING;
        });
    }

    /** Answers a message whose result is {@code void}. */
    @FunctionalInterface
    public interface VoidHandler {

        /** Does what the message says. */
        void handle(Invocation in) throws InterruptedException;
    }

    /** The handler of a message; empty when this server does not have it. */
    Optional<Handler> find(String message) {
        return Optional.ofNullable(byMessage.get(message));
    }

    /** Names of the messages that are answered. */
    public Set<String> implemented() {
        return Set.copyOf(byMessage.keySet());
    }
}
