package org.vmc.vm.inventory;

/** Power state of a VM, in XenAPI's own four words, and one for a word this version does not know. */
public enum PowerState {
    HALTED,
    RUNNING,
    SUSPENDED,
    PAUSED,
    UNRECOGNISED;

    /** The state of a word the pool sent. */
    public static PowerState of(String raw) {
        return switch (raw) {
            case "Halted" -> HALTED;
            case "Running" -> RUNNING;
            case "Suspended" -> SUSPENDED;
            case "Paused" -> PAUSED;
            default -> UNRECOGNISED;
        };
    }
}
