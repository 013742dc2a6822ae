package org.vmc.lab.xenapi.transfer;

import java.io.IOException;
import java.util.concurrent.atomic.AtomicReference;
import org.vmc.lab.xenapi.handler.HttpRefusal;
import org.vmc.lab.xenapi.handler.Request;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.task.Tasks;
import org.vmc.lab.xenapi.wire.Value;

/** Runs transfers under a task: the one the client named with {@code task_id}, or a new one. */
public final class TransferTasks {

    private final Store store;
    private final Tasks tasks;

    public TransferTasks(Store store, Tasks tasks) {
        this.store = store;
        this.tasks = tasks;
    }

    /** A transfer. */
    @FunctionalInterface
    interface Transfer {
        Value run(RunningCall call) throws IOException, InterruptedException;
    }

    /**
     * Runs a transfer. A client that goes away fails its task with {@code CLIENT_ERROR}, a refusal with
     * {@code INTERNAL_ERROR}.
     *
     * @param label name of a new task
     */
    void run(Request request, String label, Transfer transfer) throws InterruptedException {
        var refusal = new AtomicReference<HttpRefusal>();
        try {
            tasks.under(request.param("task_id").map(Ref::new), label, call -> {
                try {
                    return transfer.run(call);
                } catch (IOException gone) {
                    throw new XapiError("CLIENT_ERROR", String.valueOf(gone.getMessage()));
                } catch (HttpRefusal refused) {
                    refusal.set(refused);
                    throw XapiError.internal(refused.reason());
                }
            });
        } catch (XapiError failed) {
            var refused = refusal.get();
            throw refused == null ? failed : refused;
        }
    }

    /** The object a parameter names by reference or uuid. */
    Ref object(String className, String refOrUuid) {
        var ref = new Ref(refOrUuid);
        return store.find(className, ref).isPresent()
                ? ref
                : store.byUuid(className, refOrUuid).ref();
    }
}
