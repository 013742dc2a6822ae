package org.vmc.lab.xenapi.vm;

import static org.vmc.lab.xenapi.vm.PowerState.HALTED;
import static org.vmc.lab.xenapi.vm.PowerState.PAUSED;
import static org.vmc.lab.xenapi.vm.PowerState.RUNNING;
import static org.vmc.lab.xenapi.vm.PowerState.SUSPENDED;
import static org.vmc.lab.xenapi.vm.VmOperation.Trait.LISTED;
import static org.vmc.lab.xenapi.vm.VmOperation.Trait.NEEDS_TOOLS;
import static org.vmc.lab.xenapi.vm.VmOperation.Trait.ON_DOM0;
import static org.vmc.lab.xenapi.vm.VmOperation.Trait.ON_OWN_TEMPLATE;
import static org.vmc.lab.xenapi.vm.VmOperation.Trait.ON_SNAPSHOT;
import static org.vmc.lab.xenapi.vm.VmOperation.Trait.ON_TEMPLATE;
import static org.vmc.lab.xenapi.vm.VmOperation.Trait.UNNAMED;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The operations of {@code vm_operations}, with the power states and kinds of VM each is allowed on. */
enum VmOperation {
    SNAPSHOT("snapshot", any(), LISTED),
    CLONE("clone", in(HALTED), LISTED, ON_TEMPLATE, ON_SNAPSHOT),
    COPY("copy", in(HALTED), LISTED, ON_TEMPLATE, ON_SNAPSHOT),
    CREATE_TEMPLATE("create_template", in(HALTED, SUSPENDED), UNNAMED),
    REVERT("revert", any(), LISTED, ON_SNAPSHOT),
    CHECKPOINT("checkpoint", in(PAUSED, SUSPENDED, RUNNING), LISTED, NEEDS_TOOLS),
    SNAPSHOT_WITH_QUIESCE("snapshot_with_quiesce", in(RUNNING), LISTED),
    PROVISION("provision", in(HALTED), LISTED, ON_TEMPLATE),
    START("start", in(HALTED), LISTED),
    START_ON("start_on", in(HALTED), LISTED),
    PAUSE("pause", in(RUNNING), LISTED),
    UNPAUSE("unpause", in(PAUSED), LISTED),
    CLEAN_SHUTDOWN("clean_shutdown", in(RUNNING), LISTED, NEEDS_TOOLS),
    CLEAN_REBOOT("clean_reboot", in(RUNNING), LISTED, NEEDS_TOOLS),
    HARD_SHUTDOWN("hard_shutdown", in(PAUSED, SUSPENDED, RUNNING), LISTED),
    POWER_STATE_RESET("power_state_reset", any()),
    HARD_REBOOT("hard_reboot", in(PAUSED, RUNNING), LISTED),
    SUSPEND("suspend", in(RUNNING), LISTED, NEEDS_TOOLS),
    CSVM("csvm", in(SUSPENDED)),
    RESUME("resume", in(SUSPENDED), LISTED),
    RESUME_ON("resume_on", in(SUSPENDED), LISTED),
    POOL_MIGRATE("pool_migrate", in(RUNNING), LISTED, NEEDS_TOOLS),
    MIGRATE_SEND("migrate_send", in(HALTED, SUSPENDED, RUNNING), LISTED, NEEDS_TOOLS, ON_OWN_TEMPLATE),
    GET_BOOT_RECORD("get_boot_record", in(PAUSED, SUSPENDED, RUNNING)),
    SEND_SYSRQ("send_sysrq", in(RUNNING)),
    SEND_TRIGGER("send_trigger", in(RUNNING)),
    QUERY_SERVICES("query_services", any(), UNNAMED),
    SHUTDOWN("shutdown", in(PAUSED, SUSPENDED, RUNNING)),
    CALL_PLUGIN("call_plugin", in(RUNNING)),
    CHANGING_MEMORY_LIVE("changing_memory_live", in(RUNNING), ON_DOM0),
    AWAITING_MEMORY_LIVE("awaiting_memory_live", in(RUNNING), ON_DOM0),
    CHANGING_DYNAMIC_RANGE("changing_dynamic_range", in(HALTED, RUNNING), LISTED, ON_TEMPLATE, ON_DOM0),
    CHANGING_STATIC_RANGE("changing_static_range", in(HALTED), LISTED, ON_TEMPLATE, ON_DOM0),
    CHANGING_MEMORY_LIMITS("changing_memory_limits", in(HALTED), UNNAMED, ON_TEMPLATE, ON_DOM0),
    CHANGING_SHADOW_MEMORY("changing_shadow_memory", in(HALTED), LISTED, ON_TEMPLATE),
    CHANGING_SHADOW_MEMORY_LIVE("changing_shadow_memory_live", in(RUNNING)),
    CHANGING_VCPUS("changing_VCPUs", in(HALTED), UNNAMED, ON_TEMPLATE),
    CHANGING_VCPUS_LIVE("changing_VCPUs_live", in(RUNNING), LISTED, NEEDS_TOOLS),
    CHANGING_NVRAM("changing_NVRAM", in(HALTED), LISTED, ON_TEMPLATE),
    ASSERT_OPERATION_VALID("assert_operation_valid", any()),
    DATA_SOURCE_OP("data_source_op", in(RUNNING), ON_DOM0),
    UPDATE_ALLOWED_OPERATIONS("update_allowed_operations", any()),
    MAKE_INTO_TEMPLATE("make_into_template", in(HALTED), LISTED),
    IMPORT("import", EnumSet.noneOf(PowerState.class)),
    EXPORT("export", in(HALTED, SUSPENDED), LISTED, ON_TEMPLATE, ON_SNAPSHOT),
    METADATA_EXPORT("metadata_export", any(), LISTED, ON_TEMPLATE, ON_SNAPSHOT, ON_DOM0),
    REVERTING("reverting", any()),
    DESTROY("destroy", in(HALTED, SUSPENDED), LISTED, ON_OWN_TEMPLATE, ON_SNAPSHOT),
    CREATE_VTPM("create_vtpm", in(HALTED), LISTED),
    SYSPREP("sysprep", in(RUNNING), LISTED);

    /** What sets an operation apart. */
    enum Trait {
        /** Shown in {@code allowed_operations}. */
        LISTED,
        /** Allowed on every template. */
        ON_TEMPLATE,
        /** Allowed on templates other than the default ones. */
        ON_OWN_TEMPLATE,
        /** Allowed on a snapshot. */
        ON_SNAPSHOT,
        /** Allowed on a control domain, in any power state. */
        ON_DOM0,
        /** A live VM must have the tools running. */
        NEEDS_TOOLS,
        /** Errors call it an unknown operation. */
        UNNAMED
    }

    private final String wireName;
    private final Set<PowerState> states;
    private final Set<Trait> traits;

    VmOperation(String wireName, Set<PowerState> states, Trait... traits) {
        this.wireName = wireName;
        this.states = Collections.unmodifiableSet(states);
        this.traits = Set.of(traits);
    }

    private static Set<PowerState> in(PowerState first, PowerState... rest) {
        return EnumSet.of(first, rest);
    }

    private static Set<PowerState> any() {
        return EnumSet.allOf(PowerState.class);
    }

    static VmOperation of(String wireName) {
        return Stream.of(values())
                .filter(operation -> operation.wireName.equals(wireName))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("No VM operation " + wireName));
    }

    String wireName() {
        return wireName;
    }

    boolean has(Trait trait) {
        return traits.contains(trait);
    }

    boolean allowedIn(PowerState state) {
        return states.contains(state);
    }

    /** The power states as errors list them. */
    String expectedStates() {
        return states.stream().map(PowerState::inErrors).collect(Collectors.joining(", "));
    }

    /** The name in errors about templates and snapshots, which is not always the real one. */
    String inKindErrors() {
        if (this == ASSERT_OPERATION_VALID) {
            return "assertoperationvalid";
        }
        return has(UNNAMED) ? "(unknown operation)" : wireName;
    }
}
