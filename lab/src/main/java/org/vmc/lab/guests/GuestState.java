package org.vmc.lab.guests;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A guest as the runtime sees it now.
 *
 * @param running its first process lives (also while paused)
 * @param addressOrNull IPv4 address once it has one; prefer {@link #address}
 * @param ready sshd answers on the address; only then the tools are reported
 */
public record GuestState(boolean running, @Nullable String addressOrNull, boolean ready) {

    /** A guest that exists but does not run. */
    public static final GuestState STOPPED = new GuestState(false, null, false);

    /** IPv4 address, once it has one. */
    public Optional<String> address() {
        return Optional.ofNullable(addressOrNull);
    }
}
