package org.vmc.lab.xenapi.console;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.vmc.lab.xenapi.handler.Duplex;

/**
 * One client of an RFB console: the server side of RFC 6143, versions 3.3, 3.7 and 3.8, without a security of its own
 * because the connection has been authorised. Messages of the client are read here; {@link RfbUpdates} sends the
 * screen.
 */
final class RfbSession {

    private static final String VERSION = "RFB 003.008\n";
    private static final int SECURITY_NONE = 1;
    private static final int LARGEST_CUT_TEXT = 1 << 20;

    private final DataInputStream in;
    private final OutputStream out;
    private final SharedTerminal terminal;
    private final String name;
    private final RfbUpdates updates;
    private boolean controlDown;

    RfbSession(Duplex duplex, SharedTerminal terminal, String name, Glyphs glyphs) {
        this.in = new DataInputStream(new BufferedInputStream(duplex.input()));
        this.out = duplex.output();
        this.terminal = terminal;
        this.name = name;
        this.updates = new RfbUpdates(out, terminal, glyphs);
    }

    /** Serves the client until it or the terminal goes away. */
    void run() throws IOException {
        greet();
        var sending = Thread.ofVirtual().name("rfb updates").start(updates);
        try {
            while (message(in.read())) {
                // Until the client closes.
            }
        } finally {
            sending.interrupt();
        }
    }

    private void greet() throws IOException {
        out.write(VERSION.getBytes(StandardCharsets.US_ASCII));
        var answer = new String(in.readNBytes(VERSION.length()), StandardCharsets.US_ASCII);
        if (!answer.matches("RFB 003\\.\\d{3}\n")) {
            throw new IOException("The client does not speak RFB");
        }
        int minor = Integer.parseInt(answer.substring(8, 11));
        if (minor < 7) {
            out.write(new byte[] {0, 0, 0, SECURITY_NONE});
        } else {
            out.write(new byte[] {1, SECURITY_NONE});
            if (in.readUnsignedByte() != SECURITY_NONE) {
                throw new IOException("The client chose a security that was not offered");
            }
        }
        if (minor >= 8) {
            out.write(new byte[4]);
        }
        in.readUnsignedByte();
        out.write(serverInit());
    }

    private byte[] serverInit() throws IOException {
        var bytes = new ByteArrayOutputStream();
        var data = new DataOutputStream(bytes);
        var label = name.getBytes(StandardCharsets.UTF_8);
        data.writeShort(TextScreen.COLUMNS * Glyphs.WIDTH);
        data.writeShort(TextScreen.ROWS * Glyphs.HEIGHT);
        PixelFormat.OFFERED.write(data);
        data.writeInt(label.length);
        data.write(label);
        return bytes.toByteArray();
    }

    /** Does what a message says; false at the end of the connection. */
    private boolean message(int type) throws IOException {
        switch (type) {
            case -1 -> {
                return false;
            }
            case 0 -> {
                in.skipNBytes(3);
                updates.setFormat(PixelFormat.read(in));
            }
            case 2 -> {
                in.skipNBytes(1);
                in.skipNBytes(4L * in.readUnsignedShort());
            }
            case 3 -> {
                var incremental = in.readBoolean();
                in.skipNBytes(8);
                updates.request(incremental);
            }
            case 4 -> {
                var down = in.readBoolean();
                in.skipNBytes(2);
                key(in.readInt(), down);
            }
            case 5 -> in.skipNBytes(5);
            case 6 -> cutText();
            default -> throw new IOException("The client sent a message of the unknown type " + type);
        }
        return true;
    }

    private void key(int symbol, boolean down) throws IOException {
        if (KeySymbols.isControl(symbol)) {
            controlDown = down;
        } else if (down) {
            terminal.type(KeySymbols.bytes(symbol, controlDown));
        }
    }

    /** Text the client has in its clipboard; a text console has no use for it. */
    private void cutText() throws IOException {
        in.skipNBytes(3);
        int length = in.readInt();
        if (length < 0 || length > LARGEST_CUT_TEXT) {
            throw new IOException("The client sent a clipboard of " + length + " bytes");
        }
        in.skipNBytes(length);
    }
}
