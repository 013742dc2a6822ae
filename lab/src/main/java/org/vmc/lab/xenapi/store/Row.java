package org.vmc.lab.xenapi.store;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XenClass;
import org.vmc.lab.xenapi.wire.Value;

/** An object as it was at one moment. Immutable; reading a row again needs {@link Store#row}. */
public final class Row {

    private final XenClass type;
    private final Ref ref;
    private final Value[] values;
    private final long created;
    private final long modified;

    Row(XenClass type, Ref ref, Value[] values, long created, long modified) {
        this.type = type;
        this.ref = ref;
        this.values = values;
        this.created = created;
        this.modified = modified;
    }

    Row with(String field, Value value) {
        var changed = values.clone();
        changed[type.field(field).index()] = value;
        return new Row(type, ref, changed, created, modified);
    }

    /** The same row, written at a generation. */
    Row stamped(long generation) {
        return new Row(type, ref, values, created == 0 ? generation : created, generation);
    }

    /** The same fields as a row that was never committed. */
    Row fresh() {
        return new Row(type, ref, values.clone(), 0, 0);
    }

    /** Its class. */
    public XenClass type() {
        return type;
    }

    /** Its reference. */
    public Ref ref() {
        return ref;
    }

    /** Generation of its creation; 0 before it is committed. */
    public long created() {
        return created;
    }

    /** Generation of its last change; 0 before it is committed. */
    public long modified() {
        return modified;
    }

    /** Value of a field. */
    public Value get(String field) {
        return values[type.field(field).index()];
    }

    /** Value of a string, enumeration or reference field. */
    public String text(String field) {
        return ((Value.Text) get(field)).text();
    }

    /** Value of an integer field. */
    public long whole(String field) {
        return ((Value.Whole) get(field)).number();
    }

    /** Value of a boolean field. */
    public boolean flag(String field) {
        return ((Value.Flag) get(field)).on();
    }

    /** Value of a reference field. */
    public Ref ref(String field) {
        return new Ref(text(field));
    }

    /** Value of a field that is a set of references. */
    public List<Ref> refs(String field) {
        return ((Value.Items) get(field))
                .items().stream()
                        .map(item -> new Ref(((Value.Text) item).text()))
                        .toList();
    }

    /** Value of a field that is a set of strings. */
    public List<String> items(String field) {
        return ((Value.Items) get(field))
                .items().stream().map(item -> ((Value.Text) item).text()).toList();
    }

    /** Value of a field that is a map from strings to strings. */
    public Map<String, String> texts(String field) {
        var texts = new LinkedHashMap<String, String>();
        ((Value.Fields) get(field)).fields().forEach((key, value) -> texts.put(key, ((Value.Text) value).text()));
        return texts;
    }

    /** The uuid of the object. */
    public String uuid() {
        return text("uuid");
    }

    /** The record: a struct of all fields. */
    public Value.Fields record() {
        return new Value.Fields(new RecordView(type, values));
    }

    /** All fields by name, in a map of its own that may be changed. */
    public Map<String, Value> copyOfFields() {
        return new LinkedHashMap<>(record().fields());
    }
}
