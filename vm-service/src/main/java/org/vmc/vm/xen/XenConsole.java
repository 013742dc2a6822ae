package org.vmc.vm.xen;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;

/**
 * An open console: raw bytes both ways. Reading and writing may go on in two threads; {@link #close} from a third ends
 * both.
 */
public final class XenConsole implements Closeable {

    private final Socket socket;
    private final InputStream output;
    private final OutputStream input;

    XenConsole(Socket socket, InputStream output) throws IOException {
        this.socket = socket;
        this.output = output;
        this.input = socket.getOutputStream();
    }

    /** What the console shows; ends with it. */
    public InputStream output() {
        return output;
    }

    /** What is typed; every write goes out at once. */
    public OutputStream input() {
        return input;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
