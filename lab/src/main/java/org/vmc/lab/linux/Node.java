package org.vmc.lab.linux;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A node that was started. Thread-safe. */
public final class Node {

    /** What a node needs of the machine it runs on. */
    record Surroundings(ControlGroups groups, Bridge bridge, Commands commands) {}

    private volatile NodeSpec spec;
    private volatile boolean frozen;
    private volatile boolean toldToEnd;
    private final long pid;
    private final Process launcher;
    private final CompletableFuture<Void> up;
    private final CompletableFuture<Void> gone;
    private final ControlGroups groups;
    private final Bridge bridge;
    private final Commands commands;

    Node(NodeSpec spec, long pid, Process launcher, CompletableFuture<Void> up, Surroundings machine) {
        this.spec = spec;
        this.pid = pid;
        this.launcher = launcher;
        this.up = up;
        this.groups = machine.groups();
        this.bridge = machine.bridge();
        this.commands = machine.commands();
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

    /** Whether it was asked to end, so that its end is no surprise. */
    public boolean toldToEnd() {
        return toldToEnd;
    }

    /** Whether its first process lives. */
    public boolean alive() {
        return launcher.isAlive();
    }

    /** Asks its processes to end, kills what is left after the grace time, and waits until it is gone. */
    public void stop(Duration grace) {
        toldToEnd = true;
        if (!alive()) {
            gone.join();
            return;
        }
        groups.thaw(spec.groups().system());
        groups.thaw(spec.groups().work());
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
        toldToEnd = true;
        // Before the process: the kernel takes its time to take down the veths of a dead namespace.
        bridge.unplug(spec.port());
        groups.thaw(spec.groups().system());
        groups.thaw(spec.groups().work());
        launcher.destroyForcibly();
        gone.join();
    }

    /** Does something while all its processes stand still; one that was frozen before is frozen afterwards. */
    public synchronized void whileFrozen(Runnable work) {
        if (frozen) {
            work.run();
            return;
        }
        freeze();
        try {
            work.run();
        } finally {
            thaw();
        }
    }

    /** Whether it is frozen. */
    public boolean frozen() {
        return frozen;
    }

    /** Stops all its processes where they are. */
    public synchronized void freeze() {
        groups.freeze(spec.groups().work());
        groups.freeze(spec.groups().system());
        frozen = true;
    }

    /** Lets a frozen node go on. */
    public synchronized void thaw() {
        groups.thaw(spec.groups().system());
        groups.thaw(spec.groups().work());
        frozen = false;
    }

    /**
     * Moves its processes to other control groups, those of another host; a frozen node stays frozen. Memory it has
     * used so far stays on the account of the old host.
     */
    public synchronized void move(NodeGroups others) {
        var before = spec.groups();
        groups.create(others.system());
        groups.create(others.work());
        groups.letAllUsersJoin(others.work());
        if (frozen) {
            groups.freeze(others.work());
            groups.freeze(others.system());
        }
        try {
            Processes.move(groups, before.system(), others.system());
            Processes.move(groups, before.work(), others.work());
        } catch (RuntimeException e) {
            Processes.move(groups, others.system(), before.system());
            Processes.move(groups, others.work(), before.work());
            remove(others);
            throw e;
        }
        spec = spec.withGroups(others);
        // While the old groups are there: nothing can be mounted over a directory that is gone.
        showGroups();
        remove(before);
    }

    private void showGroups() {
        commands.run(List.of(
                "/usr/bin/nsenter",
                "--target",
                String.valueOf(pid),
                "--mount",
                // Its own /proc shows its own processes only, umount itself among them.
                "--pid",
                "--root",
                "--wd",
                "--",
                "/opt/vmc-lab/bind-groups",
                spec.groups().work(),
                spec.groups().metrics()));
    }

    /** Its network connection. */
    public Link link() {
        return new Link(commands, spec.port(), pid);
    }

    private synchronized void tidyUp() {
        bridge.unplug(spec.port());
        Processes.killAll(groups, spec.groups().system());
        Processes.killAll(groups, spec.groups().work());
        remove(spec.groups());
    }

    private void remove(NodeGroups old) {
        groups.remove(old.system());
        groups.remove(old.work());
    }
}
