package org.vmc.lab.xenapi.rpc;

import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.Tasks;

/** Messages of the class {@code task}. Cancelling a task that is over is no error, as on a real server. */
public final class TaskMessages {

    private final Store store;
    private final Tasks tasks;

    public TaskMessages(Store store, Tasks tasks) {
        this.store = store;
        this.tasks = tasks;
    }

    /** Registers the messages of the class. */
    public void register(Handlers handlers) {
        handlers.on("task.create", in -> tasks.create(in.text("label"), in.text("description"))
                        .value())
                .onVoid("task.cancel", in -> cancel(in.ref("task")))
                .onVoid("task.destroy", in -> destroy(in.ref("self")));
    }

    private void cancel(Ref task) {
        store.row("task", task);
        tasks.cancel(task);
    }

    private void destroy(Ref task) {
        store.row("task", task);
        tasks.cancel(task);
        store.delete("task", task);
    }
}
