package org.vmc.vm.reports;

/**
 * One thing whose failure takes more with it than itself.
 *
 * @param pool where it is; {@code vmc} for this service itself
 * @param subject what it is about, for people: a pool, a host, an SR, a request, or a part of VMC
 * @param kind what is wrong, for programs
 * @param severity how bad that is; it follows from the kind
 * @param reason what is so, and what happens then
 * @param remedy what to do about it
 */
record Finding(String pool, String subject, Kind kind, Severity severity, String reason, String remedy) {

    static Finding of(Kind kind, String pool, String subject, String reason, String remedy) {
        return new Finding(pool, subject, kind, kind.severity, reason, remedy);
    }

    /** How bad a finding is, the worst first. */
    enum Severity {
        /** Something is lost already, or one failure ends everything. */
        CRITICAL,
        /** One failure needs a person, or cannot be made good. */
        WARNING,
        /** May be meant so. */
        NOTICE
    }

    /** What can be wrong. */
    enum Kind {
        POOL_UNREACHABLE(Severity.CRITICAL),
        ONE_HOST(Severity.CRITICAL),
        HOST_DOWN(Severity.CRITICAL),
        HOST_DISABLED(Severity.WARNING),
        HA_OFF(Severity.WARNING),
        HA_TOO_FEW_HOSTS(Severity.WARNING),
        NO_HEADROOM(Severity.WARNING),
        NO_SHARED_STORAGE(Severity.WARNING),
        DEFAULT_STORAGE_LOCAL(Severity.WARNING),
        STORAGE_NOT_EVERYWHERE(Severity.WARNING),
        BROKER_AWAY(Severity.CRITICAL),
        SERVICE_ALONE(Severity.WARNING),
        DATABASE_ALONE(Severity.WARNING),
        BROKER_ALONE(Severity.WARNING),
        SAME_HOST(Severity.NOTICE);

        private final Severity severity;

        Kind(Severity severity) {
            this.severity = severity;
        }
    }
}
