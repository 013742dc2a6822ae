package org.vmc.bot.build;

import java.time.Duration;
import org.vmc.bot.commands.Outcome;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Gateway;
import org.vmc.bot.gateway.Request;
import org.vmc.bot.output.Text;

/**
 * Reads a build's log part by part. The service says with each part where the next begins and whether it was the last.
 */
final class BuildLog {

    private static final Duration INTERVAL = Duration.ofMillis(400);

    private final Turn turn;
    private final String path;
    private long offset;
    private boolean complete;

    BuildLog(Turn turn, String buildId) {
        this.turn = turn;
        this.path = "/builds/" + buildId + "/log";
    }

    /** Shows the last lines there are now; nothing when the user no longer waits. */
    void showEnd(int most) {
        LastLines lines = new LastLines(most);
        long before;
        long previousBytes;
        long bytes = 0;
        do {
            previousBytes = bytes;
            before = offset;
            lines.add(next());
            bytes = offset - before;
            // All parts but the last are equally large; a smaller one ends where the log ends now.
        } while (!complete
                && bytes > 0
                && bytes >= previousBytes
                && !turn.cancellation().isCancelled());
        if (turn.cancellation().isCancelled()) {
            return;
        }
        if (lines.isEmpty()) {
            turn.say(new Text("The log is empty so far."));
        } else {
            long skipped = lines.leftOut();
            turn.say(new Text(
                    (skipped == 0 ? "" : "(" + skipped + " earlier lines left out; see lines:)\n") + lines.text()));
        }
    }

    /** Shows what comes until the build ends or the user no longer waits. */
    Outcome follow() {
        while (!complete && !turn.cancellation().awaitFor(INTERVAL)) {
            String part = next();
            if (!part.isEmpty()) {
                turn.say(new Text(part.stripTrailing()));
            }
        }
        return Outcome.OK;
    }

    private String next() {
        Gateway.Fetched part = turn.gateway().fetch(Request.get(path).with("offset", String.valueOf(offset)));
        long before = offset;
        offset = part.headers().firstValueAsLong("X-Next-Offset").orElse(before);
        // Without the header nothing can be asked for again.
        complete = part.headers()
                .firstValue("X-Log-Complete")
                .map(Boolean::parseBoolean)
                .orElse(true);
        return part.body();
    }
}
