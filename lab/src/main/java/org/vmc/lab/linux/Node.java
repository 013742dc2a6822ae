package org.vmc.lab.linux;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node that was started. Thread-safe. */
public final class Node {

    private final List<NodeSpec> left = new CopyOnWriteArrayList<>();
    private volatile NodeSpec spec;
    private volatile boolean frozen;
    private final long pid;
    private final Process launcher;
    private final CompletableFuture<Void> up;
    private final CompletableFuture<Void> gone;
    private final ControlGroups groups;
    private final Bridge bridge;

    Node(NodeSpec spec, long pid, Process launcher, CompletableFuture<Void> up, ControlGroups groups, Bridge bridge) {
        this.spec = spec;
        this.pid = pid;
        this.launcher = launcher;
        this.up = up;
        this.groups = groups;
        this.bridge = bridge;
        // Off the thread that reaps processes: tidying up waits for the kernel.
        this.gone = launcher.onExit()
                .thenAcceptAsync(process -> tidyUp(), task -> Thread.ofVirtual().start(task));
    }

    /** What it was started from, with the control groups it is in now. */
    public NodeSpec spec() {
        return spec;
    }

    /** Its first process, as the machine counts. */
    public long pid() {
        return pid;
    }

    /** Completes when its daemons have been started; fails with {@link CommandFailure} when they could not be. */
    public CompletableFuture<Void> up() {
        return up.copy();
    }

    /** Completes when it has ended, for whatever reason, and its veth and control groups are gone. */
    public CompletableFuture<Void> gone() {
        return gone.copy();
    }

    /** Whether its first process lives. */
    public boolean alive() {
        return launcher.isAlive();
    }

    /** Asks its processes to end, kills what is left after the grace time, and waits until it is gone. */
    public void stop(Duration grace) {
        if (!alive()) {
            gone.join();
            return;
        }
        groups.thaw(spec.systemGroup());
        groups.thaw(spec.workGroup());
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroy);
        try {
            launcher.onExit().get(grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            kill();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            kill();
        } catch (ExecutionException e) {
            throw new CommandFailure("Could not wait for node " + spec.name(), e);
        }
        gone.join();
    }

    /** Kills it and waits until it is gone. */
    public void kill() {
        // Before the process: the kernel takes its time to take down the veths of a dead namespace.
        bridge.unplug(spec.port());
        groups.thaw(spec.systemGroup());
        groups.thaw(spec.workGroup());
        launcher.destroyForcibly();
        gone.join();
    }

    /** Stops all its processes where they are. */
    public void freeze() {
        groups.freeze(spec.workGroup());
        groups.freeze(spec.systemGroup());
        frozen = true;
    }

    /** Lets a frozen node go on. */
    public void thaw() {
        groups.thaw(spec.systemGroup());
        groups.thaw(spec.workGroup());
        frozen = false;
    }

    /**
     * Moves all its processes into other control groups, which are created. A frozen node is thawed for that moment.
     */
    public void moveTo(String systemGroup, String workGroup) {
        var before = spec;
        groups.create(systemGroup);
        groups.create(workGroup);
        left.add(before);
        spec = before.in(systemGroup, workGroup);
        groups.thaw(before.systemGroup());
        groups.thaw(before.workGroup());
        groups.move(before.systemGroup(), systemGroup);
        groups.move(before.workGroup(), workGroup);
        if (frozen) {
            freeze();
        }
    }

    /** The groups it left have its mounts, so they stay as long as it does. */
    private void tidyUp() {
        bridge.unplug(spec.port());
        left.forEach(this::removeGroups);
        removeGroups(spec);
    }

    private void removeGroups(NodeSpec of) {
        Processes.killAll(groups, of.systemGroup());
        Processes.killAll(groups, of.workGroup());
        groups.remove(of.systemGroup());
        groups.remove(of.workGroup());
    }
}
