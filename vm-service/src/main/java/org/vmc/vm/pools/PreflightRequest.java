package org.vmc.vm.pools;

import org.jspecify.annotations.Nullable;

/**
 * The host to look at before it joins: one that the configuration names, or an address with credentials. Nothing of it
 * is kept.
 *
 * @param candidate name of a host under {@code vmc.xen.candidates}, or of another configured pool
 * @param url address, {@code http://…} or {@code https://…}, when it is not configured
 * @param user {@code root} when it is left out
 * @param fingerprint SHA-256 of its certificate, when no authority that the JVM knows has signed it
 */
record PreflightRequest(
        @Nullable String candidate,
        @Nullable String url,
        @Nullable String user,
        @Nullable String password,
        @Nullable String fingerprint) {

    static final PreflightRequest EMPTY = new PreflightRequest(null, null, null, null, null);

    /** Without the password: this text may end up in logs. */
    @Override
    public String toString() {
        return "preflight of " + (candidate == null ? url : candidate);
    }
}
