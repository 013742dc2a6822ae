package org.vmc.launcher.parts;

import java.nio.file.Path;
import org.vmc.embedded.process.LogTail;

/** A part could not be started. The first line of the message says which and why; the end of its log may follow. */
public final class PartFailure extends RuntimeException {

    private static final long serialVersionUID = 1L;
    private static final int TAIL_LINES = 25;
    private static final int LAST_WORD_LENGTH = 240;

    public PartFailure(String message) {
        super(message);
    }

    public PartFailure(String message, Path log) {
        super(message + lastWord(log) + "\n" + log + " ends with\n" + LogTail.of(log, TAIL_LINES));
    }

    /** What a program says last is mostly why it ended; the rest of a stack trace, which is indented, is not. */
    private static String lastWord(Path log) {
        return LogTail.of(log, TAIL_LINES)
                .lines()
                .filter(line -> !line.isBlank() && !Character.isWhitespace(line.charAt(0)))
                .reduce((earlier, later) -> later)
                .map(line -> ": " + line.substring(0, Math.min(line.length(), LAST_WORD_LENGTH)))
                .orElse("");
    }

    public PartFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
