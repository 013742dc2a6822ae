package org.vmc.storage.gluster;

/**
 * What came of a TCP connection from one host to another.
 *
 * @param from the host that tried
 * @param to what it tried to reach
 * @param said what the host said about it, in its own words; empty when it is open
 */
public record Reach(String from, Endpoint to, Result result, String said) {

    /** A port of a host, by the name under which other hosts know it. */
    public record Endpoint(String host, int port) {
        @Override
        public String toString() {
            return host + ":" + port;
        }
    }

    /** How it ended. */
    public enum Result {
        OPEN,
        /** Somebody said no: nothing listens there, or a firewall rejects it. */
        REFUSED,
        /** Nobody said anything within the limit. */
        SILENT,
        /** The name means nothing to the host that tried. */
        UNRESOLVED,
        /** There is no way to it. */
        UNREACHABLE,
        /** Anything else, also that the host could not be asked. */
        UNKNOWN
    }
}
