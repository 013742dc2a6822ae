package org.vmc.lab.xenapi.vm;

import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Memory and VCPUs of a VM. */
final class VmSettings {

    private final Store store;
    private final VmRules rules;

    VmSettings(Store store, VmRules rules) {
        this.store = store;
        this.rules = rules;
    }

    void register(Handlers handlers) {
        handlers.onVoid("VM.set_memory_limits", this::memoryLimits)
                .onVoid("VM.set_memory", this::memory)
                .onVoid("VM.set_memory_static_range", in -> staticRange(in, in.whole("min"), in.whole("max")))
                .onVoid("VM.set_memory_static_min", in -> staticMin(in))
                .onVoid("VM.set_memory_static_max", in -> staticMax(in))
                .onVoid("VM.set_memory_dynamic_range", in -> dynamicRange(in, in.whole("min"), in.whole("max")))
                .onVoid(
                        "VM.set_memory_dynamic_min",
                        in -> dynamicRange(in, in.whole("value"), now(in, "memory_dynamic_max")))
                .onVoid(
                        "VM.set_memory_dynamic_max",
                        in -> dynamicRange(in, now(in, "memory_dynamic_min"), in.whole("value")))
                .onVoid("VM.set_VCPUs_max", this::vcpusMax)
                .onVoid("VM.set_VCPUs_at_startup", this::vcpusAtStartup)
                .onVoid("VM.set_VCPUs_number_live", this::vcpusLive)
                .on("VM.compute_memory_overhead", in -> store.row("VM", in.ref("vm"))
                        .get("memory_overhead"));
    }

    private long now(Invocation in, String field) {
        return store.row("VM", in.ref("self")).whole(field);
    }

    private void memoryLimits(Invocation in) {
        setMemory(
                in,
                VmOperation.CHANGING_MEMORY_LIMITS,
                in.whole("static_min"),
                in.whole("dynamic_min"),
                in.whole("dynamic_max"),
                in.whole("static_max"));
    }

    private void memory(Invocation in) {
        long bytes = in.whole("value");
        long least = Math.min(bytes, now(in, "memory_static_min"));
        setMemory(in, VmOperation.CHANGING_MEMORY_LIMITS, least, bytes, bytes, bytes);
    }

    private void staticMin(Invocation in) {
        staticRange(in, in.whole("value"), now(in, "memory_static_max"));
    }

    private void staticMax(Invocation in) {
        staticRange(in, now(in, "memory_static_min"), in.whole("value"));
    }

    private void staticRange(Invocation in, long min, long max) {
        setMemory(
                in,
                VmOperation.CHANGING_STATIC_RANGE,
                min,
                now(in, "memory_dynamic_min"),
                now(in, "memory_dynamic_max"),
                max);
    }

    private void dynamicRange(Invocation in, long min, long max) {
        setMemory(
                in,
                VmOperation.CHANGING_DYNAMIC_RANGE,
                now(in, "memory_static_min"),
                min,
                max,
                now(in, "memory_static_max"));
    }

    private void setMemory(
            Invocation in, VmOperation operation, long staticMin, long dynamicMin, long dynamicMax, long staticMax) {
        store.write(() -> {
            var vm = allowed(in.ref("self"), operation);
            if (staticMin < 0 || staticMin > dynamicMin || dynamicMin > dynamicMax || dynamicMax > staticMax) {
                throw new XapiError("MEMORY_CONSTRAINT_VIOLATION_ORDER");
            }
            store.set(
                    "VM",
                    vm.ref(),
                    Map.of(
                            "memory_static_min", Value.of(staticMin),
                            "memory_dynamic_min", Value.of(dynamicMin),
                            "memory_dynamic_max", Value.of(dynamicMax),
                            "memory_static_max", Value.of(staticMax),
                            "memory_target", Value.of(dynamicMax)));
        });
    }

    private void vcpusMax(Invocation in) {
        store.write(() -> {
            var vm = allowed(in.ref("self"), VmOperation.CHANGING_VCPUS);
            requireVcpus("VCPUs_max", in.whole("value"), vm.whole("VCPUs_at_startup"), Long.MAX_VALUE);
            store.set("VM", vm.ref(), "VCPUs_max", Value.of(in.whole("value")));
        });
    }

    private void vcpusAtStartup(Invocation in) {
        store.write(() -> {
            var vm = allowed(in.ref("self"), VmOperation.CHANGING_VCPUS);
            requireVcpus("VCPUs_at_startup", in.whole("value"), 1, vm.whole("VCPUs_max"));
            store.set("VM", vm.ref(), "VCPUs_at_startup", Value.of(in.whole("value")));
        });
    }

    private void vcpusLive(Invocation in) {
        store.write(() -> {
            var vm = allowed(in.ref("self"), VmOperation.CHANGING_VCPUS_LIVE);
            requireVcpus("VCPUs_number_live", in.whole("nvcpu"), 1, vm.whole("VCPUs_max"));
            store.set("VM_metrics", vm.ref("metrics"), "VCPUs_number", Value.of(in.whole("nvcpu")));
        });
    }

    private Row allowed(Ref vm, VmOperation operation) {
        var row = store.row("VM", vm);
        rules.requireAllowed(row, operation);
        return row;
    }

    private static void requireVcpus(String field, long value, long least, long most) {
        if (value < least || value > most) {
            throw new XapiError("INVALID_VALUE", field, Long.toString(value));
        }
    }
}
