package org.vmc.storage.gluster;

/** Gluster, or the host, answered that it will not. Nothing was done. */
public final class GlusterRefused extends GlusterFailure {

    private static final long serialVersionUID = 1L;

    private final String reason;

    public GlusterRefused(String attempted, String reason) {
        super(attempted + ": " + reason);
        this.reason = reason;
    }

    /** The words of Gluster. */
    public String reason() {
        return reason;
    }

    /** Whether another command held the cluster's lock, so that the same command may succeed in a moment. */
    public boolean isBusy() {
        return reason.contains("Another transaction is in progress")
                || reason.contains("Locking failed")
                || reason.contains("Please try again after some time")
                || reason.contains("Request timed out");
    }
}
