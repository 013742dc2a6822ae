package org.vmc.lab.xenapi.model;

import java.util.ArrayList;
import java.util.List;
import org.vmc.lab.xenapi.model.Message.Param;

/** The messages that follow from the fields of a class. */
final class ImplicitMessages {

    private final XenClass type;
    private final Type self;
    private final List<Message> messages = new ArrayList<>();

    private ImplicitMessages(XenClass type) {
        this.type = type;
        this.self = new Type.Reference(type.name());
    }

    static List<Message> of(XenClass type) {
        var implicit = new ImplicitMessages(type);
        implicit.queries();
        implicit.lifetime();
        if (type.has(XenClass.Implicit.RECORD) && !type.has(XenClass.Implicit.WHOLE)) {
            type.fields().forEach(implicit::accessors);
        }
        return implicit.messages;
    }

    private void queries() {
        var record = new Type.Struct(type.name() + " record");
        if (type.has(XenClass.Implicit.RECORD)) {
            add("get_record", record, param("self", self));
            add("get_by_uuid", self, param("uuid", Type.Basic.STRING));
        }
        if (type.has(XenClass.Implicit.NAME)) {
            add("get_by_name_label", new Type.SetOf(self), param("label", Type.Basic.STRING));
        }
        if (type.has(XenClass.Implicit.ALL)) {
            add("get_all", new Type.SetOf(self));
            add("get_all_records", new Type.MapOf(self, record));
            if (!type.has(XenClass.Implicit.WHOLE)) {
                add("get_all_where", new Type.SetOf(self), param("expr", Type.Basic.STRING));
            }
            add("get_all_records_where", new Type.MapOf(self, record), param("expr", Type.Basic.STRING));
        }
    }

    private void lifetime() {
        if (type.has(XenClass.Implicit.CREATE)) {
            explicit("create", self, param("args", new Type.Struct(type.name() + " record")));
        }
        if (type.has(XenClass.Implicit.DESTROY)) {
            explicit("destroy", Type.Basic.VOID, param("self", self));
        }
    }

    private void accessors(Field field) {
        add("get_" + field.name(), field.type(), param("self", self));
        if (field.access() != Field.Access.READ_WRITE) {
            return;
        }
        add("set_" + field.name(), Type.Basic.VOID, param("self", self), param("value", field.type()));
        switch (field.type()) {
            case Type.MapOf(Type key, Type value) -> {
                add(
                        "add_to_" + field.name(),
                        Type.Basic.VOID,
                        param("self", self),
                        param("key", key),
                        param("value", value));
                add("remove_from_" + field.name(), Type.Basic.VOID, param("self", self), param("key", key));
            }
            case Type.SetOf(Type item) -> {
                add("add_" + field.name(), Type.Basic.VOID, param("self", self), param("value", item));
                add("remove_" + field.name(), Type.Basic.VOID, param("self", self), param("value", item));
            }
            case Type.Basic ignored -> {}
            case Type.Enumeration ignored -> {}
            case Type.Reference ignored -> {}
            case Type.Struct ignored -> {}
        }
    }

    private void add(String name, Type result, Param... params) {
        messages.add(new Message(type.name() + "." + name, Message.Kind.IMPLICIT, List.of(params), result));
    }

    private void explicit(String name, Type result, Param... params) {
        messages.add(new Message(type.name() + "." + name, Message.Kind.EXPLICIT, List.of(params), result));
    }

    private static Param param(String name, Type type) {
        return new Param(name, type, true);
    }
}
