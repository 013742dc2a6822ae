package org.vmc.vm.xen;

import org.vmc.vm.xen.XenLink.Repeat;

/** Asynchronous calls under way in a pool. Callers record the reference before they wait for the outcome. */
public final class XenTasks {

    private final XenLink link;

    XenTasks(XenLink link) {
        this.link = link;
    }

    /** How far the task has come. */
    public TaskState state(TaskRef task) {
        try {
            return link.call(
                    "Reading task " + task,
                    Repeat.SAFE,
                    connection -> TaskState.from(connection.value("task.get_record", task.value())));
        } catch (XenRefused refused) {
            if (refused.is("HANDLE_INVALID")) {
                return new TaskState.Forgotten();
            }
            throw refused;
        }
    }

    /** Asks the pool to give the task up; it may finish all the same. Does nothing to a task that is over. */
    public void cancel(TaskRef task) {
        ignoringEnded(() -> link.call(
                "Cancelling task " + task, Repeat.SAFE, connection -> connection.value("task.cancel", task.value())));
    }

    /** Removes the record of a task that is over; tasks nobody removes stay for a day. */
    public void destroy(TaskRef task) {
        ignoringEnded(() -> link.call(
                "Removing task " + task, Repeat.SAFE, connection -> connection.value("task.destroy", task.value())));
    }

    private static void ignoringEnded(Runnable call) {
        try {
            call.run();
        } catch (XenRefused refused) {
            if (!refused.is("HANDLE_INVALID") && !refused.is("OPERATION_NOT_ALLOWED")) {
                throw refused;
            }
        }
    }
}
