package org.vmc.lab.hosts;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/**
 * Only one lab with real hosts can be up on a machine, because names and addresses are the same for all. A running lab
 * holds this lock; the kernel takes it back when its process ends, however it ends, so what exists without the lock is
 * left over and may be removed.
 *
 * <p>Advisory locks end when any descriptor of the file is closed by their process, so one process opens it once.
 */
public final class LabLock implements AutoCloseable {

    /** On a file system that a reboot empties, like everything the lock stands for. */
    private static final Path FILE = Path.of("/run/vmc-lab.lock");

    private final FileChannel channel;

    private LabLock(FileChannel channel) {
        this.channel = channel;
    }

    private static final int LOOKS_FOR_HOLDER = 100;
    private static final Duration PAUSE_BETWEEN_LOOKS = Duration.ofMillis(20);

    /** Who holds the lock, or that we do now. */
    public sealed interface Attempt {

        /** We hold it. */
        record Taken(LabLock lock) implements Attempt {}

        /**
         * Another process holds it.
         *
         * @param process its id
         * @param state its state directory
         */
        record HeldBy(long process, Path state) implements Attempt {}
    }

    /** Takes the lock for a state directory if it is free. */
    public static Attempt take(StateDirectory state) {
        @Nullable FileChannel channel = null;
        var taken = false;
        try {
            channel = FileChannel.open(
                    FILE, StandardOpenOption.CREATE, StandardOpenOption.READ, StandardOpenOption.WRITE);
            if (channel.tryLock() == null) {
                return holder();
            }
            channel.truncate(0);
            var text = ProcessHandle.current().pid() + "\n" + state.root() + "\n";
            channel.write(ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)), 0);
            taken = true;
            return new Attempt.Taken(new LabLock(channel));
        } catch (IOException e) {
            throw new UncheckedIOException("Could not lock " + FILE, e);
        } finally {
            if (!taken && channel != null) {
                closeQuietly(channel);
            }
        }
    }

    /** The holder writes its name a moment after it took the lock, and wipes it a moment before it gives it back. */
    private static Attempt.HeldBy holder() throws IOException {
        for (int look = 0; look < LOOKS_FOR_HOLDER; look++) {
            var lines = Files.readString(FILE).split("\n");
            if (lines.length == 2) {
                return new Attempt.HeldBy(Long.parseLong(lines[0]), Path.of(lines[1]));
            }
            LockSupport.parkNanos(PAUSE_BETWEEN_LOOKS.toNanos());
        }
        throw new IOException("another lab is just coming up or going down; try again");
    }

    @Override
    public void close() {
        try {
            channel.truncate(0);
            channel.close();
        } catch (IOException e) {
            throw new UncheckedIOException("Could not release " + FILE, e);
        }
    }

    private static void closeQuietly(FileChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It was opened to look only.
        }
    }
}
