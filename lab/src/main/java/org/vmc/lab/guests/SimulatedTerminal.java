package org.vmc.lab.guests;

import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;

/** The console of a guest that does not exist: it echoes lines and knows a few commands. */
final class SimulatedTerminal implements GuestTerminal {

    private static final byte[] END = {};
    private static final int LONGEST_LINE = 1000;
    private static final int BACKSPACE = 8;
    private static final int DELETE = 127;
    private static final int INTERRUPT = 3;
    private static final int END_OF_INPUT = 4;
    private static final int FIRST_PRINTABLE = 32;

    private final String hostname;
    private final BlockingQueue<byte[]> shown = new LinkedBlockingQueue<>();
    private final StringBuilder line = new StringBuilder();
    private boolean ended;

    SimulatedTerminal(String hostname) {
        this.hostname = hostname;
        show("\r\nDebian GNU/Linux 12 " + hostname + " hvc0\r\n\r\n"
                + "This guest is simulated: no machine stands behind it. Try \"help\".\r\n");
        prompt();
    }

    @Override
    public InputStream output() {
        return new Shown();
    }

    @Override
    public OutputStream input() {
        return new OutputStream() {
            @Override
            public void write(int one) throws IOException {
                type(one & 0xff);
            }
        };
    }

    @Override
    public synchronized void close() {
        if (!ended) {
            ended = true;
            shown.add(END);
        }
    }

    private synchronized void type(int key) throws IOException {
        if (ended) {
            throw new IOException("The console is closed");
        }
        switch (key) {
            case '\r', '\n' -> enter();
            case BACKSPACE, DELETE -> rubOut();
            case INTERRUPT -> {
                line.setLength(0);
                show("^C\r\n");
                prompt();
            }
            case END_OF_INPUT -> run("exit");
            default -> echo(key);
        }
    }

    private void echo(int key) {
        if (key >= FIRST_PRINTABLE && line.length() < LONGEST_LINE) {
            line.append((char) key);
            show(String.valueOf((char) key));
        }
    }

    private void rubOut() {
        if (!line.isEmpty()) {
            line.setLength(line.length() - 1);
            show("\b \b");
        }
    }

    private void enter() {
        var command = line.toString().strip();
        line.setLength(0);
        show("\r\n");
        run(command);
    }

    private void run(String command) {
        switch (command.split(" ", 2)[0]) {
            case "" -> {}
            case "exit", "logout" -> {
                show("logout\r\n");
                close();
                return;
            }
            case "help" -> show("This guest is simulated. It knows: help, hostname, uname, echo, exit.\r\n");
            case "hostname" -> show(hostname + "\r\n");
            case "uname" -> show("Linux " + hostname + " (simulated)\r\n");
            case "echo" -> show(command.substring("echo".length()).strip() + "\r\n");
            default -> show(command + ": not in a simulated guest\r\n");
        }
        prompt();
    }

    private void prompt() {
        show("root@" + hostname + ":~# ");
    }

    private void show(String text) {
        shown.add(text.getBytes(StandardCharsets.ISO_8859_1));
    }

    private final class Shown extends InputStream {

        private byte[] current = new byte[0];
        private int position;

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (position == current.length && !advance()) {
                return -1;
            }
            int count = Math.min(length, current.length - position);
            System.arraycopy(current, position, into, offset, count);
            position += count;
            return count;
        }

        private boolean advance() throws IOException {
            try {
                current = shown.take();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException("Interrupted while reading a console");
            }
            position = 0;
            if (current.length > 0) {
                return true;
            }
            shown.add(END);
            return false;
        }
    }
}
