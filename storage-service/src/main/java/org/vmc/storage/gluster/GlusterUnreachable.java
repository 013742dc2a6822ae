package org.vmc.storage.gluster;

/**
 * No usable answer from any host that was asked. A change may have been carried out all the same: ask before repeating.
 */
public final class GlusterUnreachable extends GlusterFailure {

    private static final long serialVersionUID = 1L;

    public GlusterUnreachable(String attempted, String reason) {
        super(attempted + ": " + reason);
    }
}
