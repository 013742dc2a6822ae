package org.vmc.storage.gluster;

/** Whether a host can carry bricks, asked just now. */
public sealed interface HostReport {

    String host();

    /**
     * It can.
     *
     * @param glusterVersion such as {@code 10.3}
     * @param filesystem of the brick root, such as {@code xfs}
     * @param totalBytes size of that file system
     * @param freeBytes free on it
     */
    record Fit(String host, String glusterVersion, String filesystem, long totalBytes, long freeBytes)
            implements HostReport {}

    /** It answers but lacks something; the reason says what. */
    record Unfit(String host, String reason) implements HostReport {}

    /** It does not answer. */
    record Silent(String host, String reason) implements HostReport {}
}
