package org.vmc.lab.xenapi.transfer;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.model.TypeChecks;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.model.XenClass;
import org.vmc.lab.xenapi.wire.MalformedBody;
import org.vmc.lab.xenapi.wire.Value;
import org.vmc.lab.xenapi.wire.XmlRpc;

/**
 * What {@code ova.xml} says, checked: every field of a known class has its declared type.
 *
 * @param objects the carried objects by their short ids
 */
record ArchiveHeader(Map<String, ArchivedObject> objects) {

    /** As in {@code Ref:12}. It becomes part of file names. */
    private static final Pattern ID = Pattern.compile("Ref:\\d{1,9}");

    /** Bytes of a document nobody needs a longer one of. */
    static final int LARGEST_BYTES = 16 << 20;

    private static final List<String> CARRIED = List.of("VM", "VBD", "VIF", "VDI", "SR", "network");

    /**
     * Reads the document.
     *
     * @throws XapiError {@code IMPORT_ERROR}, {@code IMPORT_INCOMPATIBLE_VERSION}
     */
    static ArchiveHeader read(byte[] xml, Declaration declaration) {
        var header = fields(parse(xml), "the header");
        requireCompatible(fields(member(header, "version"), "the version"));
        if (!(member(header, "objects") instanceof Value.Items(var items))) {
            throw ImportErrors.broken("the objects are no list");
        }
        var types = new TypeChecks(declaration);
        var objects = new LinkedHashMap<String, ArchivedObject>();
        for (var item : items) {
            var object = fields(item, "an object");
            var className = text(object, "class");
            var id = text(object, "id");
            if (!CARRIED.contains(className)) {
                continue;
            }
            if (!ID.matcher(id).matches()) {
                throw ImportErrors.broken("an object has the id " + id);
            }
            var snapshot = fields(member(object, "snapshot"), id);
            var checked = new ArchivedObject(className, id, typed(declaration.xenClass(className), snapshot, types));
            if (objects.put(id, checked) != null) {
                throw ImportErrors.broken("two objects have the id " + id);
            }
        }
        return new ArchiveHeader(objects);
    }

    /** The carried objects of a class. */
    List<ArchivedObject> all(String className) {
        return objects.values().stream()
                .filter(object -> object.className().equals(className))
                .toList();
    }

    /** A carried object. Fails with {@code IMPORT_ERROR_FAILED_TO_FIND_OBJECT}. */
    ArchivedObject get(String className, String id) {
        var object = objects.get(id);
        if (object == null || !object.className().equals(className)) {
            throw ImportErrors.noObject(id);
        }
        return object;
    }

    private static Value parse(byte[] xml) {
        try {
            return XmlRpc.value(xml);
        } catch (MalformedBody malformed) {
            throw ImportErrors.broken("ova.xml: " + malformed.getMessage());
        }
    }

    private static void requireCompatible(Map<String, Value> version) {
        var major = text(version, "xapi_major");
        if (!major.equals("1") && !major.equals("2")) {
            throw new XapiError("IMPORT_INCOMPATIBLE_VERSION", List.of());
        }
    }

    private static Map<String, Value> typed(XenClass type, Map<String, Value> snapshot, TypeChecks types) {
        var typed = new LinkedHashMap<String, Value>();
        try {
            for (var field : type.fields()) {
                var value = snapshot.get(field.name());
                if (value != null) {
                    typed.put(field.name(), types.check(value, field.type()));
                }
            }
        } catch (XapiError mismatch) {
            throw ImportErrors.broken("a " + type + " in ova.xml: " + mismatch.params());
        }
        return typed;
    }

    private static Map<String, Value> fields(Value value, String what) {
        if (value instanceof Value.Fields(var fields)) {
            return fields;
        }
        throw ImportErrors.broken(what + " in ova.xml is no struct");
    }

    private static Value member(Map<String, Value> fields, String name) {
        var value = fields.get(name);
        if (value == null) {
            throw ImportErrors.broken("ova.xml has no " + name);
        }
        return value;
    }

    private static String text(Map<String, Value> fields, String name) {
        if (member(fields, name) instanceof Value.Text(String text)) {
            return text;
        }
        throw ImportErrors.broken(name + " in ova.xml is no text");
    }
}
