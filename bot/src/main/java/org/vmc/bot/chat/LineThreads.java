package org.vmc.bot.chat;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** One virtual thread for each line and completion. */
@ApplicationScoped
class LineThreads {

    private final ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor();

    Executor executor() {
        return executor;
    }

    @PreDestroy
    void close() {
        executor.shutdownNow();
    }
}
