package org.vmc.lab.xenapi.console;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.vmc.lab.guests.GuestTerminal;

/** The terminal of a VM, which all its clients share, with the screen it shows. Thread-safe. */
final class SharedTerminal {

    private static final System.Logger LOG = System.getLogger(SharedTerminal.class.getName());
    private static final int BUFFER_BYTES = 8192;

    private final GuestTerminal guest;
    private final TextScreen screen = new TextScreen();
    private final Vt100 vt100 = new Vt100(screen);
    private final Collection<Viewer> viewers = new CopyOnWriteArrayList<>();
    private boolean ended;

    /** @param title first line of the screen */
    SharedTerminal(GuestTerminal guest, String title) {
        this.guest = guest;
        show((title + "\r\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Copies what the guest shows until it ends. */
    void run() {
        var buffer = new byte[BUFFER_BYTES];
        try (guest;
                var output = guest.output()) {
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                show(Arrays.copyOf(buffer, count));
            }
        } catch (IOException gone) {
            LOG.log(DEBUG, "A console broke off", gone);
        } finally {
            end();
        }
    }

    /** Ends the shell. */
    void hangUp() {
        guest.close();
    }

    /** Lets a client see what is on the screen now and all that comes. */
    synchronized Viewer join() {
        var viewer = new Viewer();
        viewer.offer(visibleText());
        if (ended) {
            viewer.end();
        } else {
            viewers.add(viewer);
        }
        return viewer;
    }

    void leave(Viewer viewer) {
        viewers.remove(viewer);
    }

    /** Sends keys to the guest. */
    void type(byte[] keys) throws IOException {
        guest.input().write(keys);
    }

    synchronized boolean ended() {
        return ended;
    }

    /** Waits until the screen is newer than a version, or the terminal has ended. */
    synchronized void awaitNewerThan(long version) throws InterruptedException {
        while (screen.version() <= version && !ended) {
            wait();
        }
    }

    /** Draws the rows that changed after a version and answers the version they are of. */
    synchronized Drawn draw(long after, RowPainter painter) {
        var rows = new ArrayList<PaintedRow>();
        for (int row = 0; row < TextScreen.ROWS; row++) {
            if (screen.changedAt(row) > after) {
                rows.add(new PaintedRow(row, painter.paint(screen, row)));
            }
        }
        return new Drawn(screen.version(), rows);
    }

    /** Turns a row of the screen into pixels. */
    interface RowPainter {
        byte[] paint(TextScreen screen, int row);
    }

    /** Pixels of a row. */
    record PaintedRow(int row, byte[] pixels) {}

    /** Rows as they were at a version. */
    record Drawn(long version, List<PaintedRow> rows) {}

    private synchronized void show(byte[] bytes) {
        vt100.write(bytes, bytes.length);
        viewers.removeIf(viewer -> !viewer.offer(bytes));
        notifyAll();
    }

    private synchronized void end() {
        ended = true;
        viewers.forEach(Viewer::end);
        viewers.clear();
        notifyAll();
    }

    private byte[] visibleText() {
        var text = new StringBuilder();
        for (int row = 0; row < screen.row(); row++) {
            text.append(screen.text(row)).append("\r\n");
        }
        var last = screen.text(screen.row());
        text.append(last).append(" ".repeat(Math.max(0, screen.column() - last.length())));
        return text.toString().getBytes(StandardCharsets.UTF_8);
    }
}
