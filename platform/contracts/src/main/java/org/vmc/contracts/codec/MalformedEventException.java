package org.vmc.contracts.codec;

import org.jspecify.annotations.Nullable;

/** What arrived is not a CloudEvent, or its data does not fit its type. It belongs to the dead letters. */
public final class MalformedEventException extends RuntimeException {

    MalformedEventException(String message) {
        super(message);
    }

    MalformedEventException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
