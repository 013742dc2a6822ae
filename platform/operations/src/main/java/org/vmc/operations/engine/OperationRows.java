package org.vmc.operations.engine;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.StatementContext;
import org.jspecify.annotations.Nullable;
import org.vmc.operations.plan.Failure;
import org.vmc.operations.plan.OperationState;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.StepState;
import org.vmc.operations.plan.Target;

/** Reads the rows of operations and their steps. */
final class OperationRows {
    private static final TypeReference<Map<String, String>> STRINGS = new TypeReference<>() {};

    private final ObjectMapper json;

    OperationRows(ObjectMapper json) {
        this.json = json;
    }

    /** The operation of the current row, without its steps. */
    Operation operation(ResultSet row, StatementContext context) throws SQLException {
        return new Operation(
                row.getObject("id", UUID.class),
                row.getString("kind"),
                OperationState.valueOf(row.getString("state")),
                row.getString("input"),
                learned(row),
                failure(row),
                new Target(
                        row.getString("target_type"),
                        row.getObject("target_id", UUID.class),
                        row.getString("target_name")),
                new Origin(
                        row.getString("actor"),
                        row.getString("role"),
                        row.getString("team"),
                        row.getString("cause"),
                        row.getObject("correlation_id", UUID.class),
                        row.getString("trace_parent")),
                row.getDouble("progress"),
                row.getString("message"),
                row.getInt("epoch"),
                row.getObject("created_at", OffsetDateTime.class).toInstant(),
                instant(row, "started_at"),
                instant(row, "finished_at"),
                List.of());
    }

    /** The same operations with their steps. */
    List<Operation> withSteps(Handle handle, List<Operation> operations) {
        if (operations.isEmpty()) {
            return operations;
        }
        var steps = handle
                .createQuery("select * from operation_step where operation_id in (<ids>) order by position")
                .bindList("ids", operations.stream().map(Operation::id).toList())
                .map((row, context) -> Map.entry(row.getObject("operation_id", UUID.class), step(row)))
                .stream()
                .collect(Collectors.groupingBy(
                        Map.Entry::getKey, Collectors.mapping(Map.Entry::getValue, Collectors.toList())));
        return operations.stream()
                .map(operation -> withSteps(operation, steps.getOrDefault(operation.id(), List.of())))
                .toList();
    }

    private static Operation withSteps(Operation bare, List<Operation.StepRow> steps) {
        return new Operation(
                bare.id(),
                bare.kind(),
                bare.state(),
                bare.inputJson(),
                bare.learned(),
                bare.failure(),
                bare.target(),
                bare.origin(),
                bare.progress(),
                bare.message(),
                bare.epoch(),
                bare.createdAt(),
                bare.startedAt(),
                bare.finishedAt(),
                steps);
    }

    private static Operation.StepRow step(ResultSet row) throws SQLException {
        return new Operation.StepRow(
                row.getInt("position"),
                row.getString("name"),
                row.getString("description"),
                StepState.valueOf(row.getString("state")),
                row.getDouble("weight"),
                row.getBoolean("cancellable"),
                row.getInt("attempts"),
                row.getString("message"),
                instant(row, "begun_at"),
                instant(row, "ended_at"));
    }

    private Map<String, String> learned(ResultSet row) throws SQLException {
        try {
            return json.readValue(row.getString("learned"), STRINGS);
        } catch (JsonProcessingException e) {
            throw new SQLException("Column learned is not a map of strings", e);
        }
    }

    private @Nullable Failure failure(ResultSet row) throws SQLException {
        String stored = row.getString("failure");
        if (stored == null) {
            return null;
        }
        try {
            return json.readValue(stored, Failure.class);
        } catch (JsonProcessingException e) {
            throw new SQLException("Column failure is not a failure", e);
        }
    }

    static @Nullable Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }
}
