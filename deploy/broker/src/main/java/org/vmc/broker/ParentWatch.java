package org.vmc.broker;

import java.time.Duration;

/** Ends this JVM when another process has ended. */
final class ParentWatch {

    private ParentWatch() {}

    /** Looks at the process once per interval, on a daemon thread. A process that is already gone ends the JVM now. */
    static void endWith(long pid, Duration interval) {
        Thread.ofPlatform().daemon().name("parent-watch").start(() -> {
            while (ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false)) {
                try {
                    Thread.sleep(interval);
                } catch (InterruptedException ended) {
                    return;
                }
            }
            System.exit(0);
        });
    }
}
