package org.vmc.ssh;

import com.jcraft.jsch.Session;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Authenticated connections, kept per target for reuse. A connection serves one user at a time, so that a slow reader
 * of one command's output holds up no other command.
 */
final class Connections implements AutoCloseable {

    /** A connection in use; give it back with {@code close}, or {@link #discard} it when it may be broken. */
    final class Lease implements AutoCloseable {
        private final Target target;
        private final Session session;
        private final Runnable onReturn;
        private final boolean reused;
        private boolean returned;

        private Lease(Target target, Session session, boolean reused, Runnable onReturn) {
            this.target = target;
            this.session = session;
            this.reused = reused;
            this.onReturn = onReturn;
        }

        Session session() {
            return session;
        }

        /** Whether it was idle before, and so may have died without anybody noticing. */
        boolean reused() {
            return reused;
        }

        void discard() {
            session.disconnect();
            close();
        }

        @Override
        public void close() {
            if (returned) {
                return;
            }
            returned = true;
            keepIdle(target, session);
            onReturn.run();
        }
    }

    /** No connection could be had. */
    static final class RefusedException extends Exception {
        private static final long serialVersionUID = 1;
        private final transient SshProblem problem;

        RefusedException(SshProblem problem) {
            super(problem.explanation());
            this.problem = problem;
        }

        SshProblem problem() {
            return problem;
        }
    }

    private record Idle(Session session, long sinceNanos) {}

    private final SshSettings settings;
    private final Dialling dialling;
    private final Map<Target, Semaphore> permits = new ConcurrentHashMap<>();
    private final Map<Target, Deque<Idle>> idle = new ConcurrentHashMap<>();
    private final ScheduledExecutorService sweeper = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("ssh-idle-sweeper").factory());
    private volatile boolean closed;

    Connections(SshSettings settings, HostKeys hostKeys) {
        this.settings = settings;
        this.dialling = new Dialling(settings, hostKeys);
        var pauseMillis = Math.max(100, settings.idleTimeout().toMillis() / 4);
        sweeper.scheduleWithFixedDelay(this::closeIdle, pauseMillis, pauseMillis, TimeUnit.MILLISECONDS);
    }

    /** Waits up to {@code patience} for its turn. */
    Lease lease(Target target, Duration patience) throws RefusedException, InterruptedException {
        var turns = permits.computeIfAbsent(target, ignored -> new Semaphore(settings.connectionsPerHost(), true));
        if (!turns.tryAcquire(patience.toNanos(), TimeUnit.NANOSECONDS)) {
            throw new RefusedException(new SshProblem.Busy(target, settings.connectionsPerHost()));
        }
        try {
            return open(target, true, turns::release);
        } catch (RefusedException | RuntimeException e) {
            turns.release();
            throw e;
        }
    }

    /** A certainly live connection outside the limit, for ending what runs on the others. */
    Lease extra(Target target) throws RefusedException {
        return open(target, false, () -> {});
    }

    /** A new connection in place of one that turned out to be dead, under the same turn. */
    Lease renew(Lease dead) throws RefusedException {
        dead.session.disconnect();
        dead.returned = true;
        try {
            return open(dead.target, false, dead.onReturn);
        } catch (RefusedException | RuntimeException e) {
            dead.onReturn.run();
            throw e;
        }
    }

    @Override
    public void close() {
        closed = true;
        sweeper.shutdownNow();
        idle.values().forEach(sessions -> {
            synchronized (sessions) {
                sessions.forEach(each -> each.session().disconnect());
                sessions.clear();
            }
        });
    }

    private Lease open(Target target, boolean mayReuse, Runnable onReturn) throws RefusedException {
        var found = mayReuse ? takeIdle(target) : Optional.<Session>empty();
        if (found.isPresent()) {
            return new Lease(target, found.get(), true, onReturn);
        }
        return new Lease(target, dialling.connect(target), false, onReturn);
    }

    private Optional<Session> takeIdle(Target target) {
        var sessions = idle.computeIfAbsent(target, ignored -> new ArrayDeque<>());
        synchronized (sessions) {
            while (!sessions.isEmpty()) {
                var session = sessions.pop().session();
                if (session.isConnected()) {
                    return Optional.of(session);
                }
            }
            return Optional.empty();
        }
    }

    private void keepIdle(Target target, Session session) {
        var sessions = idle.computeIfAbsent(target, ignored -> new ArrayDeque<>());
        synchronized (sessions) {
            if (!session.isConnected()) {
                return;
            }
            if (closed || sessions.size() >= settings.connectionsPerHost()) {
                session.disconnect();
                return;
            }
            sessions.push(new Idle(session, System.nanoTime()));
        }
    }

    private void closeIdle() {
        var tooOld = new ArrayList<Session>();
        idle.values().forEach(sessions -> {
            synchronized (sessions) {
                sessions.removeIf(each -> {
                    var expired = System.nanoTime() - each.sinceNanos()
                            > settings.idleTimeout().toNanos();
                    if (expired) {
                        tooOld.add(each.session());
                    }
                    return expired;
                });
            }
        });
        tooOld.forEach(Session::disconnect);
    }
}
