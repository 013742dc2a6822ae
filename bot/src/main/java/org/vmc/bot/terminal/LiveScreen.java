package org.vmc.bot.terminal;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jline.terminal.Terminal;
import org.vmc.bot.wire.ServerMessage;

/**
 * For people: one line for each running operation at the bottom, repainted in place; everything else goes above. Lines
 * are cut at the width of the window so that the number of painted rows is known. Not thread-safe.
 */
final class LiveScreen implements Screen {

    private static final String UP_ONE_AND_CLEAR = "\u001b[1A\r\u001b[2K";
    private static final String RED = "\u001b[31m";
    private static final String DIM = "\u001b[2m";
    private static final String PLAIN = "\u001b[0m";
    private static final int BAR_WIDTH = 20;
    private static final int SMALLEST_WIDTH = 20;

    private final Terminal terminal;
    private final PrintWriter out;
    private final Map<String, ServerMessage.Progress> running = new LinkedHashMap<>();
    private int paintedRows;

    LiveScreen(Terminal terminal) {
        this.terminal = terminal;
        this.out = terminal.writer();
    }

    @Override
    public void text(String text) {
        above(text);
    }

    @Override
    public void error(String text, String next) {
        above(RED + text + PLAIN + (next.isEmpty() ? "" : "\n" + next));
    }

    @Override
    public void progress(ServerMessage.Progress progress) {
        if (progress.ended()) {
            running.remove(progress.operationId());
            above(progress.text());
            return;
        }
        running.put(progress.operationId(), progress);
        clear();
        paint();
    }

    @Override
    public void settle() {
        running.clear();
        paintedRows = 0;
        out.flush();
    }

    private void above(String text) {
        clear();
        out.println(text);
        paint();
    }

    private void clear() {
        out.print(UP_ONE_AND_CLEAR.repeat(paintedRows));
        paintedRows = 0;
    }

    private void paint() {
        List<String> rows = rows();
        rows.forEach(out::println);
        paintedRows = rows.size();
        out.flush();
    }

    private List<String> rows() {
        int most = Math.max(1, terminal.getHeight() - 3);
        List<String> rows = new ArrayList<>();
        for (ServerMessage.Progress progress : running.values()) {
            if (rows.size() == most) {
                rows.add(DIM + "… and " + (running.size() - most) + " more" + PLAIN);
                break;
            }
            rows.add(row(progress));
        }
        return rows;
    }

    private String row(ServerMessage.Progress progress) {
        int done = (int) Math.round(progress.fraction() * BAR_WIDTH);
        String bar = "█".repeat(done) + "░".repeat(BAR_WIDTH - done);
        String row = "%s %3d %% %s".formatted(bar, Math.round(progress.fraction() * 100), progress.text());
        int width = Math.max(SMALLEST_WIDTH, terminal.getWidth() - 1);
        return row.length() <= width ? row : row.substring(0, width - 1) + "…";
    }
}
