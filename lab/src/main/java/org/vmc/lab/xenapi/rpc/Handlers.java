package org.vmc.lab.xenapi.rpc;

import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.task.RunningCall;
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

    /** Registers a handler unless the message has one already. */
    public Handlers onMissing(String message, Handler handler) {
        return byMessage.containsKey(message) ? this : on(message, handler);
    }

    /**
     * Lets a check come before the handlers of some messages; those this server does not have are passed over. Call it
     * when all handlers are registered.
     */
    public Handlers guard(Collection<String> messages, VoidHandler check) {
        for (var message : messages) {
            byMessage.computeIfPresent(message, (name, handler) -> in -> {
                check.handle(in);
                return handler.handle(in);
            });
        }
        return this;
    }

    /** Does what a message says on behalf of another, as a part of its call. */
    public Value call(String message, List<Value> args, RunningCall call) throws InterruptedException {
        var declared = declaration.message(message).orElseThrow(() -> new XapiError("MESSAGE_METHOD_UNKNOWN", message));
        return find(message)
                .orElseThrow(() -> XapiError.notImplemented(message))
                .handle(new Invocation(Ref.NULL, declared, args, call));
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
