package org.vmc.build.load;

import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jboss.logging.Logger;
import org.vmc.build.hosts.Script;
import org.vmc.http.problem.ProblemException;

/**
 * Measures hosts until it is closed, each by one script that runs there and writes a line every few seconds. A host
 * that does not answer is tried again; nothing that goes wrong here reaches the build.
 */
final class LoadWatch implements AutoCloseable {
    private static final Logger LOG = Logger.getLogger(LoadWatch.class);
    private static final Script LOAD = Script.named("load");
    private static final Duration FIRST_PAUSE = Duration.ofSeconds(2);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    /** More than the longest build prints; a host must not fill our disk. */
    private static final long MOST_BYTES = 4L << 20;

    private final CountDownLatch over = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Path directory;
    private final Duration every;
    private final Duration longest;
    private final String group;

    /**
     * Nothing is measured before {@link #watch}.
     *
     * @param group directory on hosts with their control groups, may be empty
     */
    LoadWatch(Path directory, Duration every, Duration longest, String group) {
        this.directory = directory;
        this.every = every;
        this.longest = longest;
        this.group = group;
    }

    void watch(List<MeasuredHost> hosts) {
        hosts.forEach(host -> threads.execute(() -> measure(host)));
    }

    private void measure(MeasuredHost host) {
        var pause = FIRST_PAUSE;
        try {
            do {
                try {
                    listen(host);
                } catch (ProblemException failure) {
                    LOG.debugf("The load of %s is not measured for now: %s", host.key(), failure.detail());
                }
                pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause.multipliedBy(2);
            } while (!over.await(pause.toMillis(), TimeUnit.MILLISECONDS));
        } catch (InterruptedException closed) {
            Thread.currentThread().interrupt();
        } catch (IOException | UncheckedIOException | IllegalStateException failure) {
            LOG.warnf("The load of %s is not measured: %s", host.key(), failure.getMessage());
        }
    }

    private void listen(MeasuredHost host) throws IOException, InterruptedException {
        var file = directory.resolve(host.key() + LoadFile.SUFFIX);
        try (var out = open(file, host)) {
            var left = new long[] {MOST_BYTES - Files.size(file)};
            var command = LOAD.call(seconds(every), group).within(longest);
            host.access().stream(host.account(), command, "measure the load", line -> {
                left[0] -= line.length();
                if (left[0] > 0) {
                    write(out, line);
                }
            });
        }
    }

    private static BufferedWriter open(Path file, MeasuredHost host) throws IOException {
        Files.createDirectories(file.getParent());
        var isNew = !Files.exists(file);
        var out = Files.newBufferedWriter(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        if (isNew) {
            out.write(LoadFile.head(host.builder(), host.name()));
        } else {
            // Whoever wrote here last may have been killed within a line.
            out.newLine();
        }
        out.flush();
        return out;
    }

    /** Nothing once it is closed: whoever reads the file then reads all there will be. */
    private synchronized void write(BufferedWriter out, String line) {
        if (over.getCount() == 0) {
            return;
        }
        try {
            out.write(LoadFile.kept(line, System.currentTimeMillis()));
            // Readers follow the file.
            out.flush();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String seconds(Duration duration) {
        return "%d.%03d".formatted(duration.toSeconds(), duration.toMillisPart());
    }

    /** Ends all measuring, without a wait: a build does not wait for what only measures it. */
    @Override
    public synchronized void close() {
        over.countDown();
        threads.shutdownNow();
    }
}
