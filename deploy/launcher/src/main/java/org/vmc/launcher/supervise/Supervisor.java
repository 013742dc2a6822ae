package org.vmc.launcher.supervise;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.StandardOpenOption;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.parts.Installation;
import org.vmc.launcher.parts.Part;
import org.vmc.launcher.parts.UpOptions;

/**
 * The background program of {@code ./vmc up}: ends what an earlier supervisor left, starts all parts, keeps them
 * running until SIGTERM or SIGINT, stops them. There is one per home; a second one exits with status 3.
 *
 * <pre>Supervisor HOSTS CPU</pre>
 */
public final class Supervisor {

    /** Exit status of a supervisor that found another. */
    static final int ALREADY_RUNS = 3;

    private Supervisor() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        VmcHome home = VmcHome.find();
        UpOptions options = new UpOptions(
                Integer.parseInt(arguments[0]), Double.parseDouble(arguments[1]), Integer.parseInt(arguments[2]));
        try (FileChannel channel =
                FileChannel.open(home.run().resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
            @Nullable FileLock lock = channel.tryLock();
            if (lock == null) {
                System.exit(ALREADY_RUNS);
            }
            StateFile file = new StateFile(home.run());
            file.read().map(Leftovers::end).ifPresent(Supervisor::reportLeftovers);
            List<Part> parts = Installation.parts(home, options);
            Supervision supervision = new Supervision(parts, file, BackOff.USUAL, Clock.systemUTC(), System.out);
            Runtime.getRuntime().addShutdownHook(new Thread(supervision::stop, "stop"));
            supervision.start();
            // Until a signal: the shutdown hook does the rest, while the lock is still held.
            new CountDownLatch(1).await();
        }
    }

    private static void reportLeftovers(List<String> ended) {
        if (!ended.isEmpty()) {
            System.out.println("Ended what an earlier supervisor left: " + String.join(", ", ended));
        }
    }
}
