package org.vmc.lab.xenapi.rpc;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vmc.lab.xenapi.model.Message;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.wire.Value;

/**
 * A checked call for a handler.
 *
 * @param session session of the caller; the null reference for messages that need none
 * @param message the message
 * @param args its parameters, brought into their declared types
 * @param call the call in progress
 */
public record Invocation(Ref session, Message message, List<Value> args, RunningCall call) {

    public Invocation {
        args = List.copyOf(args);
    }

    /** A reference parameter. */
    public Ref ref(String name) {
        return new Ref(text(name));
    }

    /** A string parameter. */
    public String text(String name) {
        return ((Value.Text) arg(name)).text();
    }

    /** An integer parameter. */
    public long whole(String name) {
        return ((Value.Whole) arg(name)).number();
    }

    /** A floating point parameter. */
    public double real(String name) {
        return ((Value.Real) arg(name)).number();
    }

    /** A boolean parameter. */
    public boolean flag(String name) {
        return ((Value.Flag) arg(name)).on();
    }

    /** A date parameter. */
    public Instant moment(String name) {
        return ((Value.Moment) arg(name)).at();
    }

    /** An optional parameter that is a reference. */
    public Ref optionalRef(String name) {
        return optional(name).map(value -> new Ref(((Value.Text) value).text())).orElse(Ref.NULL);
    }

    /** An optional parameter that is a boolean. */
    public boolean optionalFlag(String name, boolean otherwise) {
        return optional(name).map(value -> ((Value.Flag) value).on()).orElse(otherwise);
    }

    /** A parameter that is a set of references. */
    public List<Ref> refs(String name) {
        return items(name).stream().map(Ref::new).toList();
    }

    /** A parameter that is a set of strings. */
    public List<String> items(String name) {
        return ((Value.Items) arg(name))
                .items().stream().map(item -> ((Value.Text) item).text()).toList();
    }

    /** A struct or map parameter, as a map that may be changed. */
    public Map<String, Value> fields(String name) {
        return arg(name) instanceof Value.Fields(var fields) ? new LinkedHashMap<>(fields) : new LinkedHashMap<>();
    }

    /** An optional parameter. */
    public Optional<Value> optional(String name) {
        int index = index(name);
        return index < args.size() ? Optional.of(args.get(index)) : Optional.empty();
    }

    private Value arg(String name) {
        return args.get(index(name));
    }

    private int index(String name) {
        var params = message.params();
        for (int i = 0; i < params.size(); i++) {
            if (params.get(i).name().equals(name)) {
                return i;
            }
        }
        throw new IllegalArgumentException(message.fullName() + " has no parameter " + name);
    }
}
