package org.vmc.build.load;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Supplier;
import org.jboss.logging.Logger;
import org.vmc.build.BuildSettings;

/** Measures builds, and tells what was measured. */
@ApplicationScoped
public class Loads {
    private static final Logger LOG = Logger.getLogger(Loads.class);

    private final StoredLoads stored;
    private final BuildSettings.Load settings;
    private final Duration longest;

    Loads(StoredLoads stored, BuildSettings settings) {
        this.stored = stored;
        this.settings = settings.load();
        this.longest = settings.run().timeout().plusMinutes(5);
    }

    /** Measuring that goes on until it is closed, which does not wait and throws nothing. */
    public interface Watch extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * Begins to measure. Never throws and does not wait for any host; where something was measured before, as when the
     * service was restarted, it goes on with a gap. Whoever closes it is done with its hosts.
     *
     * @param directory keeps the samples
     */
    public Watch watch(Path directory, Supplier<List<MeasuredHost>> hosts) {
        if (!settings.enabled()) {
            return () -> {};
        }
        var watch = new LoadWatch(
                directory, settings.every(), longest, settings.groups().orElse(""));
        try {
            watch.watch(hosts.get());
        } catch (RuntimeException failure) {
            LOG.warnf("The load in %s is not measured: %s", directory, failure.getMessage());
        }
        return watch::close;
    }

    /** Keeps the summary of what was measured. Never throws: it must not fail a build. */
    public void keep(UUID buildId, Path directory) {
        try {
            var series = LoadFile.readAll(directory, settings.every().toMillis());
            if (series.isEmpty()) {
                return;
            }
            var profile = LoadProfile.of(series);
            QuarkusTransaction.requiringNew().run(() -> stored.findByIdOptional(buildId)
                    .ifPresentOrElse(
                            before -> before.replaceBy(profile),
                            () -> stored.persist(new StoredLoad(buildId, profile))));
        } catch (IOException | RuntimeException failure) {
            LOG.warnf(failure, "What was measured of build %s is not kept", buildId);
        }
    }

    /** What was measured of a build so far; empty when nothing was. */
    public Optional<LoadProfile> of(UUID buildId, Path directory) throws IOException {
        var series = LoadFile.readAll(directory, settings.every().toMillis());
        return series.isEmpty() ? summary(buildId) : Optional.of(LoadProfile.of(series));
    }

    /** What is kept of a build that has ended, without its series. Runs in the caller's transaction. */
    public Optional<LoadProfile> summary(UUID buildId) {
        return stored.findByIdOptional(buildId).map(StoredLoad::profile);
    }
}
