package org.vmc.build.workers;

/** What a look at a worker has shown. */
public sealed interface WorkerCheck {

    /** It answers, and its compiler equals the builder's. */
    record Usable() implements WorkerCheck {}

    /** It does not answer yet; worth another look. */
    record Silent(String reason) implements WorkerCheck {}

    /** Its compiler would give other object files; it must not be used. */
    record Unequal(String reason) implements WorkerCheck {}
}
