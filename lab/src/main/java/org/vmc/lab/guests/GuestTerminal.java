package org.vmc.lab.guests;

import java.io.InputStream;
import java.io.OutputStream;

/** A shell of a running guest on a terminal of 80 columns and 25 rows that understands what a VT100 does. */
public interface GuestTerminal extends AutoCloseable {

    /** What the terminal shows; ends with the shell or the guest. */
    InputStream output();

    /** What is typed; every write is seen at once. */
    OutputStream input();

    /** Hangs up: ends the shell and what it runs. */
    @Override
    void close();
}
