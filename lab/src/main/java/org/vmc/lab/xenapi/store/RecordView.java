package org.vmc.lab.xenapi.store;

import java.util.AbstractMap;
import java.util.AbstractSet;
import java.util.Iterator;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Set;
import java.util.function.BiConsumer;
import org.jspecify.annotations.Nullable;
import org.vmc.lab.xenapi.model.XenClass;
import org.vmc.lab.xenapi.wire.Value;

/** The fields of a row as a map, without copying them: records of thousands of VMs are written at once. */
final class RecordView extends AbstractMap<String, Value> {

    private final XenClass type;
    private final Value[] values;

    RecordView(XenClass type, Value[] values) {
        this.type = type;
        this.values = values;
    }

    @Override
    public @Nullable Value get(Object field) {
        return field instanceof String name && type.hasField(name)
                ? values[type.field(name).index()]
                : null;
    }

    @Override
    public boolean containsKey(Object field) {
        return field instanceof String name && type.hasField(name);
    }

    @Override
    public Set<Map.Entry<String, Value>> entrySet() {
        return new AbstractSet<>() {
            @Override
            public int size() {
                return values.length;
            }

            @Override
            public Iterator<Map.Entry<String, Value>> iterator() {
                return new Entries();
            }
        };
    }

    @Override
    public void forEach(BiConsumer<? super String, ? super Value> action) {
        for (var field : type.fields()) {
            action.accept(field.name(), values[field.index()]);
        }
    }

    private final class Entries implements Iterator<Map.Entry<String, Value>> {

        private int next;

        @Override
        public boolean hasNext() {
            return next < values.length;
        }

        @Override
        public Map.Entry<String, Value> next() {
            if (!hasNext()) {
                throw new NoSuchElementException();
            }
            var field = type.fields().get(next++);
            return Map.entry(field.name(), values[field.index()]);
        }
    }
}
