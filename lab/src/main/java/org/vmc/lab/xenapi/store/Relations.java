package org.vmc.lab.xenapi.store;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.Relation;
import org.vmc.lab.xenapi.wire.Value;

/** Keeps the set on the one side of a relation equal to the references on the many side. */
final class Relations {

    private final Map<String, List<Relation>> byManyClass;

    private final List<Relation> all;

    Relations(List<Relation> relations) {
        all = List.copyOf(relations);
        byManyClass = relations.stream().collect(Collectors.groupingBy(Relation::manyClass));
    }

    List<Relation> of(String className) {
        return byManyClass.getOrDefault(className, List.of());
    }

    /** Sets of a class that mirror references to it. */
    List<String> mirrorsOf(String className) {
        return all.stream()
                .filter(relation -> relation.oneClass().equals(className))
                .map(Relation::oneField)
                .toList();
    }

    void added(Store store, Row row, Relation relation) {
        add(store, relation, row.ref(relation.manyField()), row.ref());
    }

    void removed(Store store, Row row, Relation relation) {
        remove(store, relation, row.ref(relation.manyField()), row.ref());
    }

    /** Moves the row between sets when the changed field is a reference of a relation. */
    void changed(Store store, Row before, String field, Value after) {
        for (var relation : of(before.type().name())) {
            if (relation.manyField().equals(field) && after instanceof Value.Text(String target)) {
                removed(store, before, relation);
                add(store, relation, new Ref(target), before.ref());
            }
        }
    }

    private static void add(Store store, Relation relation, Ref one, Ref many) {
        store.find(relation.oneClass(), one).ifPresent(row -> {
            var items = new ArrayList<>(((Value.Items) row.get(relation.oneField())).items());
            items.add(many.value());
            store.set(relation.oneClass(), one, relation.oneField(), new Value.Items(items));
        });
    }

    private static void remove(Store store, Relation relation, Ref one, Ref many) {
        store.find(relation.oneClass(), one).ifPresent(row -> {
            var items = new ArrayList<>(((Value.Items) row.get(relation.oneField())).items());
            items.remove(many.value());
            store.set(relation.oneClass(), one, relation.oneField(), new Value.Items(items));
        });
    }
}
