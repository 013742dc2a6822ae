package org.vmc.storage.gluster;

/** A call that did not succeed. The message says what was attempted, and where. */
public abstract sealed class GlusterFailure extends RuntimeException permits GlusterRefused, GlusterUnreachable {

    private static final long serialVersionUID = 1L;

    GlusterFailure(String message) {
        super(message);
    }
}
