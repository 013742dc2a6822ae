package org.vmc.lab.xenapi.transfer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vmc.lab.xenapi.model.Field;
import org.vmc.lab.xenapi.model.Type;
import org.vmc.lab.xenapi.model.XenClass;
import org.vmc.lab.xenapi.wire.Value;

/**
 * An object in an archive.
 *
 * @param className its class
 * @param id its short id
 * @param fields its fields, in their types; one may be missing
 */
record ArchivedObject(String className, String id, Map<String, Value> fields) {

    /** A string, reference or enumeration; empty when it is missing. */
    String text(String field) {
        return fields.get(field) instanceof Value.Text(String text) ? text : "";
    }

    /** An integer; 0 when it is missing. */
    long whole(String field) {
        return fields.get(field) instanceof Value.Whole(long number) ? number : 0;
    }

    /** A map of strings; empty when it is missing. */
    Map<String, Value> map(String field) {
        return fields.get(field) instanceof Value.Fields(var map) ? map : Map.of();
    }

    /** What a client may choose about a new object of the class, without references: those mean nothing here. */
    Map<String, Value> choices(XenClass type, List<String> alsoLeaveOut) {
        var choices = new LinkedHashMap<String, Value>();
        for (var field : type.fields()) {
            var value = fields.get(field.name());
            var chosen = field.access() != Field.Access.RUNTIME
                    && !(field.type() instanceof Type.Reference)
                    && !(field.type() instanceof Type.SetOf(Type.Reference ignored));
            if (value != null && chosen && !alsoLeaveOut.contains(field.name())) {
                choices.put(field.name(), value);
            }
        }
        return choices;
    }
}
