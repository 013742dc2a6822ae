package org.vmc.lab.xenapi.wire;

import java.util.List;

/** The answer to a call. */
public sealed interface Reply {

    /** The message succeeded. */
    record Success(Value value) implements Reply {}

    /**
     * The message was refused or failed.
     *
     * @param code error code, as in {@code VM_BAD_POWER_STATE}
     * @param params its parameters
     */
    record Failure(String code, List<String> params) implements Reply {

        public Failure {
            params = List.copyOf(params);
        }
    }
}
