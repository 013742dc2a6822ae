package org.vmc.lab.xenapi.message;

import java.time.Instant;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code message}. */
public final class MessageMessages {

    private static final String CLASS = "message";

    /** Class of an object by what a message about it calls it. */
    private static final Map<String, String> CLASSES =
            Map.of("VM", "VM", "Host", "host", "SR", "SR", "Pool", "pool", "VDI", "VDI", "Certificate", "Certificate");

    private final Store store;
    private final Alerts alerts;

    public MessageMessages(Store store, Alerts alerts) {
        this.store = store;
        this.alerts = alerts;
    }

    /** Registers the messages of the class that the declaration alone does not answer. */
    public void register(Handlers handlers) {
        handlers.on("message.create", in -> create(in).value())
                .on("message.get", this::get)
                .on("message.get_since", in -> records(after(in.moment("since"))))
                .onVoid("message.destroy", in -> destroy(in.ref("self")))
                .onVoid("message.destroy_many", in -> in.items("messages").forEach(ref -> destroy(new Ref(ref))));
    }

    private Ref create(Invocation in) {
        var type = CLASSES.get(in.text("cls"));
        if (type != null) {
            store.byUuid(type, in.text("obj_uuid"));
        }
        return alerts.write(
                in.text("name"), in.whole("priority"), in.text("cls"), in.text("obj_uuid"), in.text("body"));
    }

    private Value get(Invocation in) {
        return records(after(in.moment("since"))
                .and(row -> row.text("cls").equals(in.text("cls")))
                .and(row -> row.text("obj_uuid").equals(in.text("obj_uuid"))));
    }

    private static Predicate<Row> after(Instant since) {
        return row -> !moment(row).isBefore(since);
    }

    private static Instant moment(Row row) {
        return ((Value.Moment) row.get("timestamp")).at();
    }

    private Value records(Predicate<Row> wanted) {
        var records = new LinkedHashMap<String, Value>();
        store.all(CLASS).stream()
                .filter(wanted)
                .sorted(Comparator.comparing(MessageMessages::moment).reversed())
                .forEach(row -> records.put(row.ref().text(), row.record()));
        return new Value.Fields(records);
    }

    private void destroy(Ref message) {
        if (store.find(CLASS, message).isEmpty()) {
            throw XapiError.handleInvalid(CLASS, message);
        }
        store.delete(CLASS, message);
    }
}
