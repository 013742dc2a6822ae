package org.vmc.operations.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import javax.sql.DataSource;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Step;
import org.vmc.operations.plan.StepState;

/** The tables of operations. Every method works in the caller's transaction if there is one. */
@ApplicationScoped
class OperationStore {
    private final Jdbi jdbi;
    private final ObjectMapper json;
    private final OperationRows rows;

    OperationStore(DataSource dataSource, ObjectMapper json) {
        this.jdbi = Jdbi.create(dataSource);
        this.json = json;
        this.rows = new OperationRows(json);
    }

    /** Inserts the operation, its steps and its locks. The caller holds the lock keys. */
    <I> void insert(UUID id, NewOperation<I> wanted, Origin origin, Instant now) {
        jdbi.useHandle(handle -> {
            long seq = handle.createQuery("""
                            insert into operation (id, kind, state, input, target_type, target_id, target_name,
                                actor, role, team, cause, correlation_id, trace_parent, created_at)
                            values (:id, :kind, 'PENDING', cast(:input as jsonb), :targetType, :targetId, :targetName,
                                :actor, :role, :team, :cause, :correlationId, :traceParent, :now)
                            returning seq
                            """)
                    .bind("id", id)
                    .bind("kind", wanted.kind().name())
                    .bind("input", write(wanted.input()))
                    .bind("targetType", wanted.target().type())
                    .bind("targetId", wanted.target().id())
                    .bind("targetName", wanted.target().name())
                    .bind("actor", origin.actor())
                    .bind("role", origin.role())
                    .bind("team", origin.team())
                    .bind("cause", origin.cause())
                    .bind("correlationId", origin.correlationId())
                    .bind("traceParent", origin.traceParent())
                    .bind("now", now)
                    .mapTo(Long.class)
                    .one();
            insertSteps(handle, id, wanted.kind().steps(wanted.input()));
            insertLocks(handle, id, seq, wanted);
        });
    }

    private static <I> void insertSteps(Handle handle, UUID id, List<Step<I>> steps) {
        var batch = handle.prepareBatch("""
                insert into operation_step (operation_id, position, name, description, state, weight, cancellable)
                values (:id, :position, :name, :description, 'PENDING', :weight, :cancellable)
                """);
        for (int position = 0; position < steps.size(); position++) {
            var step = steps.get(position);
            batch.bind("id", id)
                    .bind("position", position)
                    .bind("name", step.name())
                    .bind("description", step.description())
                    .bind("weight", step.weight())
                    .bind("cancellable", step.cancellable())
                    .add();
        }
        batch.execute();
    }

    private static void insertLocks(Handle handle, UUID id, long seq, NewOperation<?> wanted) {
        var batch = handle.prepareBatch(
                "insert into operation_lock (operation_id, lock_key, seq) values (:id, :key, :seq)");
        wanted.locks()
                .forEach(key ->
                        batch.bind("id", id).bind("key", key).bind("seq", seq).add());
        batch.execute();
    }

    /** Waits for the keys and holds them until the transaction ends. Keys must come sorted. */
    void lockUntilCommit(Iterable<String> keys) {
        jdbi.useHandle(handle -> keys.forEach(
                key -> handle.execute("select pg_advisory_xact_lock(hashtextextended(?, 0))", "operation/" + key)));
    }

    Optional<Operation> find(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select * from operation where id = :id")
                .bind("id", id)
                .map(rows::operation)
                .findOne()
                .map(operation -> rows.withSteps(handle, List.of(operation)).getFirst()));
    }

    List<Operation> list(OperationFilter filter) {
        return jdbi.withHandle(handle -> {
            var conditions = new ArrayList<String>(List.of("true"));
            var values = new HashMap<String, Object>();
            addCondition(conditions, values, "state = :state", "state", filter.state());
            addCondition(conditions, values, "kind = :kind", "kind", filter.kind());
            addCondition(conditions, values, "target_id = :target", "target", filter.target());
            addCondition(conditions, values, "correlation_id = :correlation", "correlation", filter.correlationId());
            if (filter.after() != null) {
                conditions.add("(created_at, id) < (:afterTime, :afterId)");
                values.put("afterTime", filter.after().createdAt());
                values.put("afterId", filter.after().id());
            }
            var query = handle.createQuery("select * from operation where " + String.join(" and ", conditions)
                            + " order by created_at desc, id desc limit :limit")
                    .bindMap(values)
                    .bind("limit", filter.limit());
            return rows.withSteps(handle, query.map(rows::operation).list());
        });
    }

    private static void addCondition(
            List<String> conditions,
            Map<String, Object> values,
            String condition,
            String name,
            @Nullable Object value) {
        if (value != null) {
            conditions.add(condition);
            values.put(name, value);
        }
    }

    /** True when an earlier operation that has not ended holds one of this operation's keys. */
    boolean isBlocked(UUID id) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select exists (
                            select 1 from operation_lock mine join operation_lock earlier
                              on earlier.lock_key = mine.lock_key and earlier.seq < mine.seq
                            where mine.operation_id = :id)
                        """).bind("id", id).mapTo(Boolean.class).one());
    }

    /** The operations that wait for a key of this one and would be next on it. */
    List<UUID> successors(UUID id) {
        return jdbi.withHandle(handle ->
                handle.createQuery("""
                        select distinct on (later.lock_key) later.operation_id
                        from operation_lock mine join operation_lock later
                          on later.lock_key = mine.lock_key and later.seq > mine.seq
                        where mine.operation_id = :id
                        order by later.lock_key, later.seq
                        """).bind("id", id).mapTo(UUID.class).list());
    }

    /** Takes the operation for a worker: a new epoch, and RUNNING if it was only accepted. */
    Optional<Integer> take(UUID id, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                        update operation set epoch = epoch + 1,
                            state = case when state = 'PENDING' then 'RUNNING' else state end,
                            started_at = coalesce(started_at, :now)
                        where id = :id and finished_at is null returning epoch
                        """)
                .bind("id", id)
                .bind("now", now)
                .mapTo(Integer.class)
                .findOne());
    }

    /**
     * Locks the row for the transaction and answers its state.
     *
     * @throws LostOperation when another worker has taken the operation since
     */
    OperationState hold(UUID id, int epoch) {
        return jdbi.withHandle(
                        handle -> handle.createQuery("select state, epoch from operation where id = :id for update")
                                .bind("id", id)
                                .map((row, context) -> row.getInt("epoch") == epoch
                                        ? Optional.of(OperationState.valueOf(row.getString("state")))
                                        : Optional.<OperationState>empty())
                                .one())
                .orElseThrow(() -> new LostOperation(id));
    }

    OperationState state(UUID id) {
        return jdbi.withHandle(handle -> handle.createQuery("select state from operation where id = :id")
                .bind("id", id)
                .mapTo(OperationState.class)
                .one());
    }

    /** Makes the rest of the transaction the only writer of the operation. */
    void lockRow(UUID id) {
        jdbi.useHandle(handle -> handle.execute("select 1 from operation where id = ? for update", id));
    }

    void setState(UUID id, OperationState state, @Nullable Failure failure) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update operation set state = :state, failure = coalesce(cast(:failure as jsonb), failure)
                        where id = :id
                        """)
                .bind("id", id)
                .bind("state", state)
                .bind("failure", failure == null ? null : write(failure))
                .execute());
    }

    void setProgress(UUID id, double progress, String message) {
        jdbi.useHandle(handle -> handle.createUpdate(
                        "update operation set progress = :progress, message = :message where id = :id")
                .bind("id", id)
                .bind("progress", progress)
                .bind("message", message)
                .execute());
    }

    /** @throws LostOperation when another worker has taken the operation since */
    void learn(UUID id, int epoch, Map<String, String> learned) {
        if (learned.isEmpty()) {
            return;
        }
        int known = jdbi.withHandle(handle -> handle.createUpdate("""
                        update operation set learned = learned || cast(:learned as jsonb)
                        where id = :id and epoch = :epoch
                        """)
                .bind("id", id)
                .bind("epoch", epoch)
                .bind("learned", write(learned))
                .execute());
        if (known == 0) {
            throw new LostOperation(id);
        }
    }

    /**
     * Marks the step as being tried (again) and answers when it was first tried, or nothing when the operation is being
     * taken back. One statement, and so a transaction of its own unless there is one.
     *
     * @throws LostOperation when another worker has taken the operation since
     */
    Optional<Instant> beginStep(UUID id, int epoch, int position, Instant now) {
        return jdbi.withHandle(handle -> handle.createQuery("""
                                with held as (
                                    select id, epoch, state from operation where id = :id for update),
                                begun as (
                                    update operation_step step set
                                        state = case when step.state = 'PENDING' then 'RUNNING' else step.state end,
                                        attempts = step.attempts + 1, begun_at = coalesce(step.begun_at, :now)
                                    from held
                                    where step.operation_id = held.id and step.position = :position
                                      and held.epoch = :epoch and held.state not in ('CANCELLING', 'UNDOING')
                                    returning step.begun_at)
                                select epoch, (select begun_at from begun) as begun_at from held
                                """)
                        .bind("id", id)
                        .bind("epoch", epoch)
                        .bind("position", position)
                        .bind("now", now)
                        .map((row, context) -> row.getInt("epoch") == epoch
                                ? Optional.of(Optional.ofNullable(OperationRows.instant(row, "begun_at")))
                                : Optional.<Optional<Instant>>empty())
                        .one())
                .orElseThrow(() -> new LostOperation(id));
    }

    /** Marks the step as done, with what the operation learned by it and how far it is. */
    void stepDone(UUID id, int position, Map<String, String> learned, double progress, String message, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        with ended as (
                            update operation_step set state = 'DONE', message = '', ended_at = :now
                            where operation_id = :id and position = :position)
                        update operation set progress = :progress, message = :message,
                            learned = learned || cast(:learned as jsonb)
                        where id = :id
                        """)
                .bind("id", id)
                .bind("position", position)
                .bind("learned", write(learned))
                .bind("progress", progress)
                .bind("message", message)
                .bind("now", now)
                .execute());
    }

    void endStep(UUID id, int position, StepState state, String message, Instant now) {
        jdbi.useHandle(handle -> handle.createUpdate("""
                        update operation_step set state = :state, message = :message, ended_at = :now
                        where operation_id = :id and position = :position
                        """)
                .bind("id", id)
                .bind("position", position)
                .bind("state", state)
                .bind("message", message)
                .bind("now", now)
                .execute());
    }

    /** Records the end and frees the operation's keys. */
    void end(UUID id, OperationState state, double progress, String message, Instant now) {
        jdbi.useHandle(handle -> {
            handle.createUpdate("""
                            update operation set state = :state, progress = :progress, message = :message,
                                finished_at = :now where id = :id
                            """)
                    .bind("id", id)
                    .bind("state", state)
                    .bind("progress", progress)
                    .bind("message", message)
                    .bind("now", now)
                    .execute();
            handle.execute("delete from operation_lock where operation_id = ?", id);
        });
    }

    private String write(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(
                    "Cannot be stored as JSON: " + value.getClass().getName(), e);
        }
    }
}
