package org.vmc.lab.xenapi.machine;

/** An open address. */
@FunctionalInterface
public interface Listening extends AutoCloseable {

    /** Closes it; connections to it are cut off. */
    @Override
    void close();
}
