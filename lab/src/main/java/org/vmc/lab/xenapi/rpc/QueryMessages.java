package org.vmc.lab.xenapi.rpc;

import java.util.LinkedHashMap;
import java.util.function.Predicate;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XenClass;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Answers {@code get_all}, {@code get_record} and the like for every class. */
final class QueryMessages {

    private final Store store;

    QueryMessages(Store store) {
        this.store = store;
    }

    void register(Handlers handlers) {
        store.declaration().classes().forEach(type -> register(type, handlers));
    }

    private void register(XenClass type, Handlers handlers) {
        var name = type.name();
        if (type.has(XenClass.Implicit.RECORD)) {
            handlers.on(name + ".get_record", in -> store.row(name, self(in)).record());
            handlers.on(
                    name + ".get_by_uuid",
                    in -> store.byUuid(name, text(in)).ref().value());
        }
        if (type.has(XenClass.Implicit.NAME)) {
            handlers.on(
                    name + ".get_by_name_label",
                    in -> refs(name, row -> row.text("name_label").equals(text(in))));
        }
        if (type.has(XenClass.Implicit.ALL)) {
            handlers.on(name + ".get_all", in -> refs(name, row -> true));
            handlers.on(name + ".get_all_records", in -> records(name, row -> true));
            if (!type.has(XenClass.Implicit.WHOLE)) {
                handlers.on(name + ".get_all_where", in -> refs(name, filter(type, in)));
            }
            handlers.on(name + ".get_all_records_where", in -> records(name, filter(type, in)));
        }
    }

    private static Predicate<Row> filter(XenClass type, Invocation in) {
        return new FilterReader(type, text(in)).read()::accepts;
    }

    private Value refs(String className, Predicate<Row> wanted) {
        return new Value.Items(store.all(className).stream()
                .filter(wanted)
                .map(row -> row.ref().value())
                .toList());
    }

    private Value records(String className, Predicate<Row> wanted) {
        var records = new LinkedHashMap<String, Value>();
        store.all(className).stream()
                .filter(wanted)
                .forEach(row -> records.put(row.ref().text(), row.record()));
        return new Value.Fields(records);
    }

    private static Ref self(Invocation in) {
        return new Ref(text(in));
    }

    private static String text(Invocation in) {
        return ((Value.Text) in.args().getFirst()).text();
    }
}
