package org.vmc.lab.xenapi.rpc;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.vmc.lab.xenapi.model.Field;
import org.vmc.lab.xenapi.model.Message;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.model.XenClass;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Answers the messages that only read or store a field. */
final class FieldMessages {

    private final Store store;

    FieldMessages(Store store) {
        this.store = store;
    }

    /** Registers a handler for every accessor that has none of its own. */
    void register(Handlers handlers) {
        for (var message : store.declaration().messages()) {
            if (handlers.find(message.fullName()).isEmpty()) {
                handler(message).ifPresent(handler -> handlers.on(message.fullName(), handler));
            }
        }
    }

    private Optional<Handler> handler(Message message) {
        return switch (message.kind()) {
            case OPEN, EXPLICIT, NAMED -> Optional.empty();
            case IMPLICIT, WRITE -> {
                var type = store.declaration().xenClass(message.className());
                var name = message.name();
                yield field(type, name, "get_")
                        .map(this::reader)
                        .or(() -> field(type, name, "set_").map(field -> writer(type, field)))
                        .or(() -> field(type, name, "add_to_").map(field -> mapAdder(type, field)))
                        .or(() -> field(type, name, "remove_from_").map(field -> mapRemover(type, field)))
                        .or(() -> field(type, name, "add_").map(field -> setAdder(type, field)))
                        .or(() -> field(type, name, "remove_").map(field -> setRemover(type, field)));
            }
        };
    }

    private static Optional<Field> field(XenClass type, String message, String prefix) {
        if (!message.startsWith(prefix)) {
            return Optional.empty();
        }
        var name = message.substring(prefix.length());
        return type.hasField(name) ? Optional.of(type.field(name)) : Optional.empty();
    }

    private Handler reader(Field field) {
        return in -> store.row(in.message().className(), self(in)).get(field.name());
    }

    private Handler writer(XenClass type, Field field) {
        return in -> {
            store.set(type.name(), self(in), field.name(), in.args().get(1));
            return Value.NOTHING;
        };
    }

    private Handler mapAdder(XenClass type, Field field) {
        return in -> {
            var key = key(in.args().get(1));
            changeMap(type, field, self(in), entries -> {
                if (entries.containsKey(key)) {
                    throw new XapiError("MAP_DUPLICATE_KEY", type.name(), field.name(), self(in).text(), key);
                }
                entries.put(key, in.args().get(2));
            });
            return Value.NOTHING;
        };
    }

    private Handler mapRemover(XenClass type, Field field) {
        return in -> {
            changeMap(
                    type,
                    field,
                    self(in),
                    entries -> entries.remove(key(in.args().get(1))));
            return Value.NOTHING;
        };
    }

    private Handler setAdder(XenClass type, Field field) {
        return in -> {
            store.write(() -> {
                var items = items(type, field, self(in));
                if (!items.contains(in.args().get(1))) {
                    items.add(in.args().get(1));
                }
                store.set(type.name(), self(in), field.name(), new Value.Items(items));
            });
            return Value.NOTHING;
        };
    }

    private Handler setRemover(XenClass type, Field field) {
        return in -> {
            store.write(() -> {
                var items = items(type, field, self(in));
                items.remove(in.args().get(1));
                store.set(type.name(), self(in), field.name(), new Value.Items(items));
            });
            return Value.NOTHING;
        };
    }

    private void changeMap(XenClass type, Field field, Ref self, Consumer<Map<String, Value>> change) {
        store.write(() -> {
            var before = (Value.Fields) store.row(type.name(), self).get(field.name());
            var entries = new LinkedHashMap<>(before.fields());
            change.accept(entries);
            store.set(type.name(), self, field.name(), new Value.Fields(entries));
        });
    }

    private ArrayList<Value> items(XenClass type, Field field, Ref self) {
        return new ArrayList<>(((Value.Items) store.row(type.name(), self).get(field.name())).items());
    }

    private static Ref self(Invocation in) {
        return new Ref(((Value.Text) in.args().getFirst()).text());
    }

    /** Map keys are strings on the wire whatever their declared type. */
    private static String key(Value value) {
        return value instanceof Value.Text(String text) ? text : Long.toString(((Value.Whole) value).number());
    }
}
