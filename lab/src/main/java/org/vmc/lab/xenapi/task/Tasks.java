package org.vmc.lab.xenapi.task;

import static java.lang.System.Logger.Level.ERROR;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;
import org.vmc.lab.xenapi.wire.XmlRpc;

/** Runs calls, the asynchronous ones under a task. Thread-safe. */
public final class Tasks {

    private static final System.Logger LOG = System.getLogger(Tasks.class.getName());

    private final Store store;
    private final Timings timings;
    private final InstantSource clock;
    private final ExecutorService executor;
    private final Map<Ref, RunningCall> running = new ConcurrentHashMap<>();

    public Tasks(Store store, Timings timings, InstantSource clock, ExecutorService executor) {
        this.store = store;
        this.timings = timings;
        this.clock = clock;
        this.executor = executor;
    }

    /** Something a call does. */
    @FunctionalInterface
    public interface Body {

        /** Does it; refusals are thrown as {@link XapiError}. */
        Value run(RunningCall call) throws InterruptedException;
    }

    /** A call whose caller waits for its end. */
    public RunningCall synchronous() {
        return new RunningCall(store, timings, Optional.empty());
    }

    /** Does something that no client waits for and no task shows. */
    public void background(String what, Background work) {
        executor.submit(() -> {
            try {
                work.run(synchronous());
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
            } catch (RuntimeException broken) {
                LOG.log(ERROR, "Could not " + what, broken);
            }
        });
    }

    /** Something done in the background. */
    @FunctionalInterface
    public interface Background {

        /** Does it. */
        void run(RunningCall call) throws InterruptedException;
    }

    /** Asks every task to stop, as when the toolstack that works on them goes away. */
    public void abandonAll() {
        List.copyOf(running.keySet()).stream()
                .filter(task -> store.find("task", task).isPresent())
                .forEach(this::cancel);
    }

    /** Begins a call and answers its task. */
    public Ref start(String label, Body body) {
        var task = create(label, "");
        var call = new RunningCall(store, timings, Optional.of(task));
        running.put(task, call);
        executor.submit(() -> run(task, call, body));
        return task;
    }

    /**
     * Runs a body on the caller's thread, under a task the client made or a new one. The task takes the result or the
     * failure; both also go to the caller.
     */
    public Value under(Optional<Ref> given, String label, Body body) throws InterruptedException {
        var task = given.map(ref -> store.row("task", ref).ref()).orElseGet(() -> create(label, ""));
        var call = new RunningCall(store, timings, Optional.of(task));
        if (running.putIfAbsent(task, call) != null) {
            throw XapiError.internal("Failure(\"task " + task + " is in use\")");
        }
        try {
            var result = body.run(call);
            finish(task, "success", List.of(), XmlRpc.element(result));
            return result;
        } catch (XapiError refused) {
            fail(task, refused);
            throw refused;
        } catch (InterruptedException | RuntimeException broken) {
            fail(task, XapiError.internal(broken.toString()));
            throw broken;
        } finally {
            running.remove(task);
        }
    }

    /** Makes a task that is driven by the client. */
    public Ref create(String label, String description) {
        var master = store.all("pool").stream().findFirst().map(pool -> pool.ref("master"));
        return store.insert(
                "task",
                Map.of(
                        "name_label", Value.of(label),
                        "name_description", Value.of(description),
                        "created", Value.of(clock.instant()),
                        "status", Value.of("pending"),
                        "type", Value.of("<none/>"),
                        "allowed_operations", Value.ofTexts(List.of("cancel")),
                        "resident_on", master.orElse(Ref.NULL).value()));
    }

    /** Asks a task to stop. Does nothing when it is over. */
    public void cancel(Ref task) {
        store.write(() -> {
            if (store.row("task", task).text("status").equals("pending")) {
                store.set("task", task, "status", Value.of("cancelling"));
            }
        });
        var call = running.get(task);
        if (call != null) {
            call.cancel();
        }
    }

    private void run(Ref task, RunningCall call, Body body) {
        try {
            var result = body.run(call);
            finish(task, "success", List.of(), XmlRpc.element(result));
        } catch (XapiError refused) {
            fail(task, refused);
        } catch (InterruptedException stopped) {
            fail(task, XapiError.internal("Thread_interrupted"));
        } catch (RuntimeException broken) {
            LOG.log(ERROR, "Task " + task + " failed unexpectedly", broken);
            fail(task, XapiError.internal(broken.toString()));
        } finally {
            running.remove(task);
        }
    }

    private void fail(Ref task, XapiError error) {
        var info = new ArrayList<String>();
        info.add(error.code());
        info.addAll(error.params());
        finish(task, error.code().equals("TASK_CANCELLED") ? "cancelled" : "failure", info, "");
    }

    private void finish(Ref task, String status, List<String> errorInfo, String result) {
        store.write(() -> {
            if (store.find("task", task).isEmpty()) {
                return;
            }
            store.set(
                    "task",
                    task,
                    Map.of(
                            "status", Value.of(status),
                            "result", Value.of(result),
                            "error_info", Value.ofTexts(errorInfo),
                            "progress", Value.of(1.0),
                            "finished", Value.of(clock.instant()),
                            "allowed_operations", Value.NO_ITEMS));
        });
    }
}
