package org.vmc.lab.xenapi.vm;

import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Messages that only answer: what is possible, what would fit, what a VM was booted with. */
final class VmAnswers {

    private static final String GUEST_AGENT = "guest-agent-operation";

    private final Store store;
    private final VmRules rules;
    private final Placement placement;

    VmAnswers(VmContext vms, Placement placement) {
        this.store = vms.store();
        this.rules = vms.rules();
        this.placement = placement;
    }

    void register(Handlers handlers) {
        handlers.onVoid(
                        "VM.assert_operation_valid",
                        in -> rules.requireAllowed(self(in), VmOperation.of(in.text("op"))))
                .onVoid("VM.assert_can_boot_here", in -> placement.requireBoot(self(in), in.ref("host")))
                .onVoid("VM.assert_agile", in -> requireAgile(self(in)))
                .on(
                        "VM.get_possible_hosts",
                        in -> new Value.Items(placement.possibleHosts(store.row("VM", in.ref("vm"))).stream()
                                .map(Ref::value)
                                .toList()))
                .on(
                        "VM.get_cooperative",
                        in -> Value.of(store.find("VM", in.ref("self")).isPresent()))
                .on("VM.get_boot_record", this::bootRecord)
                .on("VM.call_plugin", this::callPlugin)
                .on("VM.query_services", this::queryServices)
                .onVoid(
                        "VM.wait_memory_target_live",
                        in -> rules.requireAllowed(self(in), VmOperation.AWAITING_MEMORY_LIVE));
    }

    private Value bootRecord(Invocation in) {
        rules.requireAllowed(self(in), VmOperation.GET_BOOT_RECORD);
        return self(in).record();
    }

    /** Guests of the lab have no agent that runs anything. */
    private Value callPlugin(Invocation in) {
        rules.requireAllowed(store.row("VM", in.ref("vm")), VmOperation.CALL_PLUGIN);
        if (!in.text("plugin").equals(GUEST_AGENT)) {
            throw new XapiError("XENAPI_MISSING_PLUGIN", in.text("plugin"));
        }
        throw new XapiError("VM_LACKS_FEATURE", in.ref("vm").text());
    }

    private Value queryServices(Invocation in) {
        rules.requireAllowed(self(in), VmOperation.QUERY_SERVICES);
        throw XapiError.notImplemented("VM.query_services");
    }

    private void requireAgile(Row vm) {
        vm.refs("VBDs").stream()
                .flatMap(vbd -> store.find("VBD", vbd).stream())
                .flatMap(vbd -> store.find("VDI", vbd.ref("VDI")).stream())
                .map(vdi -> store.row("SR", vdi.ref("SR")))
                .filter(sr -> !sr.flag("shared"))
                .findFirst()
                .ifPresent(sr -> {
                    throw new XapiError(
                            "HA_CONSTRAINT_VIOLATION_SR_NOT_SHARED", sr.ref().text());
                });
    }

    private Row self(Invocation in) {
        return store.row("VM", in.ref("self"));
    }
}
