package org.vmc.lab.xenapi.host;

import java.util.Optional;
import java.util.Set;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Refuses what needs a host that has no power: work on a VM that is on it, or a start there. */
public final class HostGuard {

    private static final Set<String> ON_THE_VMS_HOST = Set.of(
            "VM.clean_shutdown",
            "VM.hard_shutdown",
            "VM.shutdown",
            "VM.clean_reboot",
            "VM.hard_reboot",
            "VM.pause",
            "VM.unpause",
            "VM.suspend",
            "VM.checkpoint",
            "VM.pool_migrate",
            "VM.migrate_send");
    private static final Set<String> ON_A_NAMED_HOST = Set.of("VM.start_on", "VM.resume_on", "VM.pool_migrate");

    private final Store store;
    private final Members members;

    public HostGuard(Store store, Members members) {
        this.store = store;
        this.members = members;
    }

    /** Puts the checks before the handlers, which must all be registered. */
    public void register(Handlers handlers) {
        handlers.guard(ON_THE_VMS_HOST, this::requireHostOfVm)
                .guard(ON_A_NAMED_HOST, in -> members.requirePowered(in.ref("host")));
    }

    private void requireHostOfVm(Invocation in) {
        var vm = new Ref(((Value.Text) in.args().getFirst()).text());
        Optional<Ref> host =
                store.find("VM", vm).map(row -> row.ref("resident_on")).filter(Ref::isSet);
        host.ifPresent(members::requirePowered);
    }
}
