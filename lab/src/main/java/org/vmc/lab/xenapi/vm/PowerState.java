package org.vmc.lab.xenapi.vm;

import java.util.Locale;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.wire.Value;

/** Power state of a VM, in the order errors list them. */
enum PowerState {
    HALTED("Halted"),
    PAUSED("Paused"),
    SUSPENDED("Suspended"),
    RUNNING("Running");

    private final String wireName;

    PowerState(String wireName) {
        this.wireName = wireName;
    }

    static PowerState of(Row vm) {
        return valueOf(vm.text("power_state").toUpperCase(Locale.ROOT));
    }

    Value value() {
        return Value.of(wireName);
    }

    /** The name as errors write it. */
    String inErrors() {
        return wireName.toLowerCase(Locale.ROOT);
    }

    /** Whether the VM has a domain on a host. */
    boolean live() {
        return this == RUNNING || this == PAUSED;
    }
}
