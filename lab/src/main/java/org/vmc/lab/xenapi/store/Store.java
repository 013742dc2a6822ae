package org.vmc.lab.xenapi.store;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.model.XenClass;
import org.vmc.lab.xenapi.wire.Value;

/**
 * All objects of the pool. Reads may come from any thread; changes only inside {@link #write}, see the package.
 *
 * <p>Every object changed in a write gets its own number of one growing sequence, the generation; events are read by
 * it.
 */
public final class Store {

    /** Sessions are credentials: they never show up in events. */
    private static final String UNSEEN_IN_EVENTS = "session";

    private final Declaration declaration;
    private volatile Random random;
    private final Map<String, Table> tables = new HashMap<>();
    private final Relations relations;
    private final Journal journal = new Journal();
    private final Map<String, Consumer<Row>> derivations = new HashMap<>();

    private final ReentrantLock lock = new ReentrantLock();
    private final Condition committed = lock.newCondition();
    private final Set<Ref> unsettled = new LinkedHashSet<>();
    private final Map<Ref, Table> touched = new LinkedHashMap<>();
    private final List<Row> removed = new ArrayList<>();
    private volatile long generation;

    /**
     * @param declaration the data model
     * @param seed makes uuids and references repeatable, until {@link #forgetSeed}
     */
    public Store(Declaration declaration, long seed) {
        this.declaration = declaration;
        this.random = new Random(seed);
        this.relations = new Relations(declaration.relations());
        declaration.classes().forEach(type -> tables.put(type.name(), new Table()));
    }

    /** The data model. */
    public Declaration declaration() {
        return declaration;
    }

    /**
     * Calls {@code derivation} in every write that changes an object of a class, after the caller is done, so that it
     * can set fields that follow from others.
     */
    public void derive(String className, Consumer<Row> derivation) {
        derivations.merge(className, derivation, Consumer::andThen);
    }

    /** An object. Fails with {@code HANDLE_INVALID} when there is none. */
    public Row row(String className, Ref ref) {
        return find(className, ref).orElseThrow(() -> XapiError.handleInvalid(className, ref));
    }

    /** An object, if it exists. */
    public Optional<Row> find(String className, Ref ref) {
        return Optional.ofNullable(table(className).get(ref));
    }

    /** An object by uuid. Fails with {@code UUID_INVALID} when there is none. */
    public Row byUuid(String className, String uuid) {
        return table(className).byUuid(uuid).orElseThrow(() -> new XapiError("UUID_INVALID", className, uuid));
    }

    /** All objects of a class. */
    public Collection<Row> all(String className) {
        return table(className).all();
    }

    /** Number of objects of a class. */
    public int count(String className) {
        return table(className).size();
    }

    /** The last generation committed. */
    public long generation() {
        return generation;
    }

    /** What was committed after a generation. */
    public Changes changesAfter(long token) {
        // The end is read first: everything up to it is in the journal, or has moved behind it.
        long upTo = generation;
        return new Changes(upTo, journal.between(token, upTo));
    }

    /**
     * Committed changes.
     *
     * @param upTo the generation they reach to; the next question begins there
     * @param changes the last change of each object, oldest first
     */
    public record Changes(long upTo, Collection<Change> changes) {}

    /**
     * Waits until something is committed after a generation.
     *
     * @return false when the time ran out first
     */
    public boolean awaitAfter(long token, Duration atMost) throws InterruptedException {
        long left = atMost.toNanos();
        lock.lockInterruptibly();
        try {
            while (generation <= token) {
                if (left <= 0) {
                    return false;
                }
                left = committed.awaitNanos(left);
            }
            return true;
        } finally {
            lock.unlock();
        }
    }

    /** Makes changes, alone and visible to events together. */
    public <T> T write(Supplier<T> changes) {
        lock.lock();
        try {
            return changes.get();
        } finally {
            commitIfOutermost();
        }
    }

    /** Makes changes, alone and visible to events together. */
    public void write(Runnable changes) {
        write(() -> {
            changes.run();
            return Boolean.TRUE;
        });
    }

    /**
     * From now on uuids and references cannot be foreseen: a session must not be guessed, and a VM made after a restart
     * must not get the uuid of one made before.
     */
    public void forgetSeed() {
        random = new SecureRandom();
    }

    /** A uuid nobody has. */
    public UUID newUuid() {
        return write(() -> {
            long high = random.nextLong() & ~0xF000L | 0x4000L;
            long low = random.nextLong() & 0x3FFFFFFFFFFFFFFFL | 0x8000000000000000L;
            return new UUID(high, low);
        });
    }

    /** Makes an object. Fields not given get their initial value, {@code uuid} a new one. */
    public Ref insert(String className, Map<String, Value> fields) {
        return write(() -> {
            var type = declaration.xenClass(className);
            var ref = new Ref("OpaqueRef:" + newUuid());
            var row = new Row(type, ref, values(type, fields), 0, 0);
            put(row);
            relations.of(className).forEach(relation -> relations.added(this, row, relation));
            return ref;
        });
    }

    /**
     * Takes over an object of another pool with its reference and uuid. Sets that mirror references are emptied: they
     * fill as the objects that refer to it are taken over.
     */
    public void adopt(Row foreign) {
        write(() -> {
            var row = foreign.fresh();
            for (var mirror : relations.mirrorsOf(row.type().name())) {
                row = row.with(mirror, Value.NO_ITEMS);
            }
            var adopted = row;
            put(adopted);
            relations.of(adopted.type().name()).forEach(relation -> relations.added(this, adopted, relation));
        });
    }

    /** Sets a field. */
    public void set(String className, Ref ref, String field, Value value) {
        write(() -> {
            var row = row(className, ref);
            if (row.get(field).equals(value)) {
                return;
            }
            put(row.with(field, value));
            relations.changed(this, row, field, value);
        });
    }

    /** Sets several fields. */
    public void set(String className, Ref ref, Map<String, Value> fields) {
        write(() -> fields.forEach((field, value) -> set(className, ref, field, value)));
    }

    /** Makes an event of an object without changing it. */
    public void touch(String className, Ref ref) {
        write(() -> put(row(className, ref)));
    }

    /** Deletes an object. Does nothing when it is gone already. */
    public void delete(String className, Ref ref) {
        write(() -> find(className, ref).ifPresent(this::remove));
    }

    private void remove(Row row) {
        var className = row.type().name();
        relations.of(className).forEach(relation -> relations.removed(this, row, relation));
        table(className).remove(row);
        unsettled.remove(row.ref());
        touched.remove(row.ref());
        if (row.created() != 0 && !className.equals(UNSEEN_IN_EVENTS)) {
            removed.add(row);
        }
    }

    private void put(Row row) {
        var table = table(row.type().name());
        table.put(row);
        touched.put(row.ref(), table);
        unsettled.add(row.ref());
    }

    private Value[] values(XenClass type, Map<String, Value> given) {
        var values = new Value[type.fields().size()];
        for (var field : type.fields()) {
            var value = given.get(field.name());
            values[field.index()] = value == null ? field.initial() : value;
        }
        if (type.hasField("uuid") && !given.containsKey("uuid")) {
            values[type.field("uuid").index()] = Value.of(newUuid().toString());
        }
        return values;
    }

    private void commitIfOutermost() {
        try {
            if (lock.getHoldCount() == 1) {
                settle();
                stamp();
                committed.signalAll();
            }
        } finally {
            lock.unlock();
        }
    }

    private void settle() {
        while (!unsettled.isEmpty()) {
            var round = List.copyOf(unsettled);
            unsettled.clear();
            for (var ref : round) {
                var table = touched.get(ref);
                var row = table == null ? null : table.get(ref);
                if (row != null) {
                    derivations.getOrDefault(row.type().name(), ignored -> {}).accept(row);
                }
            }
        }
    }

    private void stamp() {
        long next = generation;
        for (var entry : touched.entrySet()) {
            var row = entry.getValue().get(entry.getKey());
            if (row != null) {
                var stamped = row.stamped(++next);
                entry.getValue().put(stamped);
                publish(stamped, row.modified());
            }
        }
        for (var row : removed) {
            journal.deleted(row, ++next);
        }
        touched.clear();
        removed.clear();
        generation = next;
    }

    private void publish(Row row, long replacedGeneration) {
        if (!row.type().name().equals(UNSEEN_IN_EVENTS)) {
            journal.written(row, replacedGeneration);
        }
    }

    private Table table(String className) {
        var table = tables.get(className);
        if (table == null) {
            throw new IllegalArgumentException("No class " + className);
        }
        return table;
    }
}
