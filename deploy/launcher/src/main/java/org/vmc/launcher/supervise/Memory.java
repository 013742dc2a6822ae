package org.vmc.launcher.supervise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.vmc.embedded.process.ProcessIdentity;

/**
 * Memory that processes hold. Pages shared by several of them, as PostgreSQL's buffers are, count once: the kernel's
 * proportional set size, see proc(5) on smaps_rollup.
 */
public record Memory(long kibibytes) {

    /** All parts with their children, and the supervisor. */
    public static Memory ofAll(RunState state) {
        Stream<ProcessIdentity> parts =
                state.parts().stream().map(PartStatus::process).filter(Objects::nonNull);
        return new Memory(Stream.concat(Stream.of(state.supervisor()), parts)
                .map(identity -> identity.equals(state.supervisor())
                        ? ofProcess(identity.pid())
                        : of(identity).kibibytes())
                .mapToLong(Long::longValue)
                .sum());
    }

    /** One process with its descendants; 0 when it is gone. */
    public static Memory of(ProcessIdentity process) {
        return new Memory(process.handle()
                .map(handle -> Stream.concat(Stream.of(handle), handle.descendants())
                        .mapToLong(each -> ofProcess(each.pid()))
                        .sum())
                .orElse(0L));
    }

    public long mebibytes() {
        return kibibytes / 1024;
    }

    private static long ofProcess(long pid) {
        try {
            List<String> lines = Files.readAllLines(Path.of("/proc", Long.toString(pid), "smaps_rollup"));
            return lines.stream()
                    .filter(line -> line.startsWith("Pss:"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                    .sum();
        } catch (IOException gone) {
            return 0;
        }
    }
}
