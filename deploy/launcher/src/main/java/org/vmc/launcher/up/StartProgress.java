package org.vmc.launcher.up;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.vmc.embedded.process.Await;
import org.vmc.embedded.process.LogTail;
import org.vmc.launcher.parts.UpOptions;
import org.vmc.launcher.supervise.Background;
import org.vmc.launcher.supervise.Memory;
import org.vmc.launcher.supervise.PartState;
import org.vmc.launcher.supervise.PartStatus;
import org.vmc.launcher.supervise.RunState;

/** Shows a start as it goes: a line for each part that is ready or in trouble, and a last line with the sum. */
public final class StartProgress {

    private static final Duration LIMIT = Duration.ofMinutes(3);

    private final Background background;
    private final PrintWriter out;
    private final Map<String, String> shown = new HashMap<>();

    public StartProgress(Background background, PrintWriter out) {
        this.background = background;
        this.out = out;
    }

    /**
     * Starts a supervisor unless one is at it, and follows it until everything is ready.
     *
     * @return whether everything became ready within three minutes
     */
    public boolean follow(UpOptions options) {
        boolean joining = background.state().isPresent();
        Optional<Process> started = joining ? Optional.empty() : Optional.of(background.start(options));
        Await.until(LIMIT, () -> {
            Optional<RunState> state = background.state();
            state.ifPresent(this::show);
            boolean gone = state.isEmpty()
                    && started.map(process -> !process.isAlive()).orElse(joining);
            return gone || state.map(RunState::isReady).orElse(false);
        });
        Optional<RunState> state = background.state();
        if (state.isEmpty()) {
            out.println("The supervisor ended; " + background.log(Background.NAME) + " ends with\n"
                    + LogTail.of(background.log(Background.NAME), 20));
        } else if (state.get().isReady()) {
            show(state.get());
            out.printf(
                    "Ready in %.1f s, %d MiB resident.%n",
                    state.get().readyAfterMillis() / 1e3,
                    Memory.ofAll(state.get()).mebibytes());
        } else {
            state.get().parts().stream()
                    .filter(part -> part.state() != PartState.READY)
                    .forEach(this::explain);
            out.println(
                    "Not ready after " + LIMIT.toSeconds() + " s. It goes on trying: see ./vmc status and ./vmc logs.");
        }
        out.flush();
        return state.map(RunState::isReady).orElse(false);
    }

    private void explain(PartStatus part) {
        Path log = background.log(part.name());
        out.println(part.name() + " is not ready; " + log + " ends with\n" + LogTail.of(log, 12));
    }

    private void show(RunState state) {
        for (PartStatus part : state.parts()) {
            String line = line(part);
            if (!line.isEmpty() && !withoutTime(line).equals(shown.put(part.name(), withoutTime(line)))) {
                out.println(line);
                out.flush();
            }
        }
    }

    /** A part that fails again in the same way is not shown again. */
    private static String withoutTime(String line) {
        return line.replaceAll("\\d{4}-\\d\\d-\\d\\dT\\S+", "");
    }

    private static String line(PartStatus part) {
        return switch (part.state()) {
            case READY ->
                String.format("  %-16s ready %6.1f s   %s", part.name(), part.tookMillis() / 1e3, part.address());
            case BACKING_OFF -> String.format("  %-16s %s", part.name(), part.trouble());
            case WAITING, STARTING, STOPPING, STOPPED -> "";
        };
    }
}
