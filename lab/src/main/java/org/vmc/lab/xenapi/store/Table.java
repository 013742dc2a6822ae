package org.vmc.lab.xenapi.store;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.vmc.lab.xenapi.model.Ref;

/** The rows of one class. Read without a lock; changed under the lock of the store. */
final class Table {

    private final Map<Ref, Row> rows = new ConcurrentHashMap<>();
    private final Map<String, Ref> byUuid = new ConcurrentHashMap<>();

    @Nullable
    Row get(Ref ref) {
        return rows.get(ref);
    }

    Optional<Row> byUuid(String uuid) {
        return Optional.ofNullable(byUuid.get(uuid)).map(rows::get);
    }

    Collection<Row> all() {
        return rows.values();
    }

    int size() {
        return rows.size();
    }

    void put(Row row) {
        rows.put(row.ref(), row);
        if (row.type().hasField("uuid")) {
            byUuid.put(row.uuid(), row.ref());
        }
    }

    void remove(Row row) {
        rows.remove(row.ref());
        if (row.type().hasField("uuid")) {
            byUuid.remove(row.uuid());
        }
    }
}
