package org.vmc.vm.xen;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import org.vmc.vm.xen.XenLink.Repeat;

/** Asynchronous calls under way in a pool. Callers record the reference before they wait for the outcome. */
public final class XenTasks {

    /** Results are XML around references, whichever protocol carries them. */
    private static final Pattern REFERENCE = Pattern.compile("OpaqueRef:[0-9A-Za-z-]+");

    private static final long LOOK_AGAIN_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

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

    /** The state once it has ended, or as it is when the time is over. */
    public TaskState await(TaskRef task, Duration within) {
        long until = System.nanoTime() + within.toNanos();
        while (true) {
            TaskState state = state(task);
            if (!(state instanceof TaskState.Pending) || System.nanoTime() - until > 0) {
                return state;
            }
            LockSupport.parkNanos(LOOK_AGAIN_NANOS);
        }
    }

    /** References of the VMs a task that has succeeded answers with; empty when the pool has forgotten it. */
    public List<VmRef> vmsOf(TaskRef task) {
        try {
            String result = link.call("Reading the result of " + task, Repeat.SAFE, connection -> connection
                    .value("task.get_result", task.value())
                    .toString());
            return REFERENCE
                    .matcher(result)
                    .results()
                    .map(found -> new VmRef(found.group()))
                    .toList();
        } catch (XenRefused refused) {
            if (refused.is("HANDLE_INVALID")) {
                return List.of();
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
