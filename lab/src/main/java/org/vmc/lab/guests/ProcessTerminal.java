package org.vmc.lab.guests;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** A terminal that a program keeps for us, spoken to over its standard input and output. */
final class ProcessTerminal implements GuestTerminal {

    private final Process process;

    ProcessTerminal(Process process) {
        this.process = process;
    }

    @Override
    public InputStream output() {
        return process.getInputStream();
    }

    @Override
    public OutputStream input() {
        return new Unbuffered(process.getOutputStream());
    }

    @Override
    public void close() {
        // The children first: the one we started only waits for them.
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static final class Unbuffered extends OutputStream {

        private final OutputStream out;

        Unbuffered(OutputStream out) {
            this.out = out;
        }

        @Override
        public void write(int one) throws IOException {
            out.write(one);
            out.flush();
        }

        @Override
        public void write(byte[] from, int offset, int length) throws IOException {
            out.write(from, offset, length);
            out.flush();
        }

        @Override
        public void close() throws IOException {
            out.close();
        }
    }
}
