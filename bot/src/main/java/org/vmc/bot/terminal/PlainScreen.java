package org.vmc.bot.terminal;

import java.io.PrintStream;
import java.util.HashMap;
import java.util.Map;
import org.vmc.bot.wire.ServerMessage;

/** For files and pipes: one line whenever the text of a progress changes; errors go to their own stream. */
final class PlainScreen implements Screen {

    private final PrintStream out;
    private final PrintStream err;
    private final Map<String, String> shown = new HashMap<>();

    PlainScreen(PrintStream out, PrintStream err) {
        this.out = out;
        this.err = err;
    }

    @Override
    public void text(String text) {
        out.println(text);
    }

    @Override
    public void error(String text, String next) {
        out.flush();
        err.println(text);
        if (!next.isEmpty()) {
            err.println(next);
        }
        err.flush();
    }

    @Override
    public void progress(ServerMessage.Progress progress) {
        if (!progress.text().equals(shown.put(progress.operationId(), progress.text()))) {
            out.println(progress.text());
            out.flush();
        }
    }

    @Override
    public void settle() {
        out.flush();
    }
}
