package org.vmc.bot.chat;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One virtual thread for each line and completion. */
@ApplicationScoped
public class LineThreads {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();
    private volatile boolean ending;

    /** True from when the bot ends: what lines say then is of their being interrupted, not of what they did. */
    public boolean areEnding() {
        return ending;
    }

    public Executor executor() {
        return executor;
    }

    @PreDestroy
    public void close() {
        ending = true;
        executor.shutdownNow();
    }
}
