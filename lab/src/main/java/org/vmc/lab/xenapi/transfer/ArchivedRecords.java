package org.vmc.lab.xenapi.transfer;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.Type;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** The records of a VM as an archive carries them: references to other carried records are short ids, others null. */
final class ArchivedRecords {

    /** An export without its pool: neither running nor a snapshot of something. */
    private static final Map<String, Value> AS_OF_A_HALTED_VM = Map.of(
            "power_state",
            Value.of("Halted"),
            "current_operations",
            Value.NO_FIELDS,
            "allowed_operations",
            Value.NO_ITEMS,
            "is_a_snapshot",
            Value.of(false));

    private final Store store;
    private final Map<Ref, String> ids = new LinkedHashMap<>();
    private final List<Row> rows = new ArrayList<>();

    /** A disk whose contents belong into the archive. */
    record Disk(String id, Row vdi) {}

    ArchivedRecords(Store store, Row vm) {
        this.store = store;
        carry("VM", vm.ref());
        for (var vbd : vm.refs("VBDs")) {
            carry("VBD", vbd)
                    .filter(ArchivedRecords::isDisk)
                    .flatMap(row -> carry("VDI", row.ref("VDI")))
                    .ifPresent(vdi -> carry("SR", vdi.ref("SR")));
        }
        for (var vif : vm.refs("VIFs")) {
            carry("VIF", vif).ifPresent(row -> carry("network", row.ref("network")));
        }
    }

    private static boolean isDisk(Row vbd) {
        return vbd.text("type").equals("Disk");
    }

    private Optional<Row> carry(String className, Ref ref) {
        var row = store.find(className, ref);
        if (row.isPresent() && ids.putIfAbsent(ref, "Ref:" + ids.size()) == null) {
            rows.add(row.get());
        }
        return row;
    }

    /** Disks in the order of the archive. */
    List<Disk> disks() {
        return rows.stream()
                .filter(row -> row.type().name().equals("VDI"))
                .map(row -> new Disk(id(row.ref()), row))
                .sorted((one, other) -> one.id().compareTo(other.id()))
                .toList();
    }

    /** The records: class, id and contents of each. */
    Value objects() {
        return new Value.Items(rows.stream().map(this::object).toList());
    }

    private Value object(Row row) {
        var snapshot = new LinkedHashMap<String, Value>();
        for (var field : row.type().fields()) {
            snapshot.put(field.name(), shortened(row.get(field.name()), field.type()));
        }
        if (row.type().name().equals("VM")) {
            snapshot.putAll(AS_OF_A_HALTED_VM);
        }
        var object = new LinkedHashMap<String, Value>();
        object.put("class", Value.of(row.type().name()));
        object.put("id", Value.of(id(row.ref())));
        object.put("snapshot", new Value.Fields(snapshot));
        return new Value.Fields(object);
    }

    private Value shortened(Value value, Type type) {
        return switch (type) {
            case Type.Reference ignored when value instanceof Value.Text(String ref) -> Value.of(id(new Ref(ref)));
            case Type.SetOf(Type.Reference ignored)
            when value instanceof Value.Items(var items) ->
                new Value.Items(items.stream()
                        .map(item -> new Ref(((Value.Text) item).text()))
                        .filter(ids::containsKey)
                        .map(ref -> Value.of(id(ref)))
                        .toList());
            default -> value;
        };
    }

    private String id(Ref ref) {
        return ids.getOrDefault(ref, Ref.NULL.text());
    }
}
