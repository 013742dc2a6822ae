package org.vmc.lab.xenapi.console;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/**
 * Sends the screen when the client asked for it: all of it at once, or what has changed as soon as something has. A row
 * of text is one rectangle in raw encoding.
 */
final class RfbUpdates implements Runnable {

    private static final int DARK = 0;
    private static final int LIGHT = 0xb8;
    private static final int ROW_PIXELS = TextScreen.COLUMNS * Glyphs.WIDTH;

    private final OutputStream out;
    private final SharedTerminal terminal;
    private final Glyphs glyphs;
    private PixelFormat format = PixelFormat.OFFERED;
    private boolean requested;
    private long sent;

    RfbUpdates(OutputStream out, SharedTerminal terminal, Glyphs glyphs) {
        this.out = out;
        this.terminal = terminal;
        this.glyphs = glyphs;
    }

    synchronized void setFormat(PixelFormat wanted) {
        format = wanted;
        sent = 0;
    }

    synchronized void request(boolean incremental) {
        requested = true;
        if (!incremental) {
            sent = 0;
        }
        notifyAll();
    }

    @Override
    public void run() {
        try (out) {
            while (!terminal.ended()) {
                long from = awaitRequest();
                terminal.awaitNewerThan(from);
                send();
            }
        } catch (IOException | InterruptedException gone) {
            // The client has left, or is being left: closing the stream is all there is to do.
            Thread.currentThread().interrupt();
        }
    }

    private synchronized long awaitRequest() throws InterruptedException {
        while (!requested) {
            wait();
        }
        return sent;
    }

    private void send() throws IOException {
        byte[] update;
        synchronized (this) {
            var wanted = format;
            var drawn = terminal.draw(sent, (screen, row) -> paint(screen, row, wanted));
            sent = drawn.version();
            requested = false;
            update = message(drawn);
        }
        out.write(update);
    }

    private static byte[] message(SharedTerminal.Drawn drawn) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        data.writeShort(0);
        data.writeShort(drawn.rows().size());
        for (var row : drawn.rows()) {
            data.writeShort(0);
            data.writeShort(row.row() * Glyphs.HEIGHT);
            data.writeShort(ROW_PIXELS);
            data.writeShort(Glyphs.HEIGHT);
            data.writeInt(0);
            data.write(row.pixels());
        }
        return bytes.toByteArray();
    }

    private byte[] paint(TextScreen screen, int row, PixelFormat wanted) {
        var dark = wanted.grey(DARK);
        var light = wanted.grey(LIGHT);
        var pixels = new byte[ROW_PIXELS * Glyphs.HEIGHT * wanted.bytes()];
        int at = 0;
        for (int y = 0; y < Glyphs.HEIGHT; y++) {
            for (int x = 0; x < ROW_PIXELS; x++) {
                int column = x / Glyphs.WIDTH;
                var isLit =
                        glyphs.isSet(screen.cell(row, column), x % Glyphs.WIDTH, y) != screen.isInverse(row, column);
                System.arraycopy(isLit ? light : dark, 0, pixels, at, wanted.bytes());
                at += wanted.bytes();
            }
        }
        return pixels;
    }
}
