package org.vmc.ssh;

/**
 * A line as it arrives, without its line end. A line longer than 64 KiB arrives in pieces.
 *
 * @param stream which of the two streams; their order against each other is only approximate
 */
public record OutputLine(Stream stream, String text) {

    /** The two a program writes to. */
    public enum Stream {
        STDOUT,
        STDERR
    }
}
