package org.vmc.launcher.supervise;

import java.io.PrintStream;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.vmc.embedded.process.ProcessIdentity;
import org.vmc.launcher.parts.Part;
import org.vmc.launcher.parts.RunningPart;

/**
 * Keeps one part running, on a thread of its own, until it is told to stop: waits for the parts it comes after, starts
 * it, waits for its end, pauses, starts it again.
 */
final class Keeper {

    private final Part part;
    private final Collection<Keeper> earlier;
    private final Board board;
    private final BackOff backOff;
    private final Clock clock;
    private final PrintStream log;
    private final CountDownLatch readyOnce = new CountDownLatch(1);
    private final CountDownLatch told = new CountDownLatch(1);
    private final Thread thread;

    /** @param earlier keepers of the parts this one comes after */
    Keeper(Part part, Collection<Keeper> earlier, Board board, BackOff backOff, Clock clock, PrintStream log) {
        this.part = part;
        this.earlier = earlier;
        this.board = board;
        this.backOff = backOff;
        this.clock = clock;
        this.log = log;
        this.thread = Thread.ofPlatform().name("keeper-" + part.name()).unstarted(this::keep);
    }

    String name() {
        return part.name();
    }

    void start() {
        thread.start();
    }

    /** Returns when the part is gone. */
    void stop() {
        told.countDown();
        thread.interrupt();
        // Not to be cut short: a process would be left behind.
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException again) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void keep() {
        int deathsInARow = 0;
        try {
            for (Keeper keeper : earlier) {
                keeper.readyOnce.await();
            }
            while (!isTold()) {
                long startedAt = clock.millis();
                String trouble = runOnce();
                boolean ranLong =
                        clock.millis() - startedAt > backOff.forgiven().toMillis();
                deathsInARow = ranLong ? 1 : deathsInARow + 1;
                pause(trouble, backOff.pause(deathsInARow));
            }
        } catch (InterruptedException toldToStop) {
            // stop() interrupts whatever this thread waits for
        }
        board.change(name(), PartStatus::stopped);
    }

    /** @return why it does not run any more */
    private String runOnce() throws InterruptedException {
        board.change(name(), PartStatus::starting);
        long startedAt = clock.millis();
        RunningPart running;
        try {
            running = part.start(this::writeDown);
        } catch (RuntimeException failure) {
            if (isTold()) {
                throw new InterruptedException();
            }
            return "could not be started: " + failure.getMessage();
        }
        try {
            announce(running, clock.millis() - startedAt);
            int exitStatus = running.process().waitFor();
            return "ended with exit status " + exitStatus;
        } catch (InterruptedException toldToStop) {
            board.change(name(), PartStatus::stopping);
            running.stop().run();
            throw toldToStop;
        }
    }

    /** At once, as whoever finds this supervisor killed must find what it was starting. */
    private void writeDown(Process process) {
        ProcessIdentity.of(process.pid())
                .ifPresent(identity -> board.change(name(), status -> status.spawned(identity)));
    }

    private void announce(RunningPart running, long tookMillis) {
        long pid = running.process().pid();
        ProcessIdentity.of(pid).ifPresent(identity -> {
            String command = running.process().info().command().orElse("");
            board.change(name(), status -> status.ready(identity, command, running.address(), tookMillis));
        });
        report("ready after " + tookMillis + " ms, pid " + pid + ", " + running.address());
        readyOnce.countDown();
    }

    private void pause(String trouble, Duration pause) throws InterruptedException {
        if (isTold()) {
            return;
        }
        String when = clock.instant().truncatedTo(ChronoUnit.SECONDS) + " ";
        board.change(
                name(),
                status -> status.backingOff(when + trouble.lines().findFirst().orElse("")));
        report(trouble + "\n  starting it again in " + pause.toMillis() + " ms");
        told.await(pause.toMillis(), TimeUnit.MILLISECONDS);
    }

    private boolean isTold() {
        return told.getCount() == 0;
    }

    private void report(String what) {
        log.println(clock.instant().truncatedTo(ChronoUnit.MILLIS) + " " + name() + " " + what);
    }
}
