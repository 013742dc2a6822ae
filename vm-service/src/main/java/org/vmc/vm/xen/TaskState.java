package org.vmc.vm.xen;

import java.util.List;

/** How far an asynchronous call of the pool has come. */
public sealed interface TaskState {

    /**
     * It goes on.
     *
     * @param progress 0..1
     */
    record Pending(double progress) implements TaskState {}

    record Succeeded() implements TaskState {}

    record Failed(String code, List<String> params) implements TaskState {}

    record Cancelled() implements TaskState {}

    /** The pool has forgotten the task: it was destroyed, or the coordinator restarted. Ask about the thing itself. */
    record Forgotten() implements TaskState {}

    static TaskState from(Object record) {
        Fields fields = Fields.of(record);
        return switch (fields.text("status")) {
            case "success" -> new Succeeded();
            case "failure" -> failed(fields.texts("error_info"));
            case "cancelled" -> new Cancelled();
            default -> new Pending(fields.fraction("progress"));
        };
    }

    private static Failed failed(List<String> info) {
        return info.isEmpty()
                ? new Failed("UNKNOWN_ERROR", List.of())
                : new Failed(info.getFirst(), List.copyOf(info.subList(1, info.size())));
    }
}
