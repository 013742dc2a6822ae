package org.vmc.vm.approvals;

import org.jspecify.annotations.Nullable;

/**
 * Body of an approval or a rejection.
 *
 * @param reason told to the requester; a rejection must have one
 */
record Decision(@Nullable String reason) {

    static final int LONGEST_REASON = 500;

    /** The reason without what is around it; null when there is none. */
    @Nullable
    String words() {
        return reason == null || reason.isBlank() ? null : reason.strip();
    }
}
