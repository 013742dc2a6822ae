package org.vmc.build.cache;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.time.Clock;
import org.vmc.build.BuildSettings;

/** Keeps the compiler caches small. Takes no input and may run at any time, in several replicas at once. */
@ApplicationScoped
class CacheSweep {
    private final CacheFiles files;
    private final BuildSettings.Cache settings;
    private final Clock clock = Clock.systemUTC();

    CacheSweep(CacheFiles files, BuildSettings settings) {
        this.files = files;
        this.settings = settings.cache();
    }

    @Scheduled(
            every = "${vmc.build.sweep-every:1h}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() throws IOException {
        files.sweep(clock.instant(), settings.keepUnused(), settings.maxTotalBytes());
    }
}
