package org.vmc.lab.xenapi.rpc;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.model.Field;
import org.vmc.lab.xenapi.model.TypeChecks;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.wire.Value;

/** Checks the record a {@code create} message is given. */
public final class Constructors {

    private final Declaration declaration;
    private final TypeChecks types;

    public Constructors(Declaration declaration) {
        this.declaration = declaration;
        this.types = new TypeChecks(declaration);
    }

    /**
     * The fields a client may give, in their types; a map that may be changed. Fields only the server sets are ignored.
     *
     * @throws XapiError {@code INTERNAL_ERROR} naming the first required field that is missing
     */
    public Map<String, Value> fields(Invocation in) {
        var type = declaration.xenClass(in.message().className());
        var given = in.fields("args");
        for (var required : type.requiredForCreate()) {
            if (!given.containsKey(required)) {
                throw XapiError.internal("Server_helpers.Dispatcher_FieldNotFound(\"" + required + "\")");
            }
        }
        var fields = new LinkedHashMap<String, Value>();
        for (var field : type.fields()) {
            var value = given.get(field.name());
            if (value != null && field.access() != Field.Access.RUNTIME) {
                fields.put(field.name(), types.check(value, field.type()));
            }
        }
        return fields;
    }
}
