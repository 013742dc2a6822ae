package org.vmc.lab.xenapi.vm;

import java.util.Map;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Memory, VCPUs and other settings of a VM whose change has conditions. */
final class VmSettings {

    private static final long MIB = 1L << 20;

    private final Store store;
    private final VmRules rules;
    private final HostMemory memory;

    VmSettings(Store store, VmRules rules, HostMemory memory) {
        this.store = store;
        this.rules = rules;
        this.memory = memory;
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
                .onVoid("VM.set_memory_target_live", this::memoryTarget)
                .on("VM.maximise_memory", this::maximiseMemory)
                .onVoid("VM.set_VCPUs_number_live", this::vcpusLive)
                .onVoid("VM.add_to_VCPUs_params_live", this::vcpusParamsLive)
                .onVoid("VM.set_is_a_template", this::isATemplate)
                .onVoid("VM.set_affinity", this::affinity)
                .onVoid("VM.set_suspend_VDI", this::suspendImage)
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
            if (PowerState.of(vm) == PowerState.RUNNING) {
                balloon(vm, store.row("VM", vm.ref()));
            }
        });
    }

    /** A running VM holds its dynamic maximum, so it can get more only when its host has it. */
    private void balloon(Row before, Row after) {
        var host = after.ref("resident_on");
        long more = HostMemory.neededBytes(after) - HostMemory.neededBytes(before);
        long free = memory.freeBytes(host);
        if (more > free) {
            store.set(
                    "VM",
                    before.ref(),
                    Map.of(
                            "memory_dynamic_min", before.get("memory_dynamic_min"),
                            "memory_dynamic_max", before.get("memory_dynamic_max"),
                            "memory_target", before.get("memory_target")));
            throw new XapiError("HOST_NOT_ENOUGH_FREE_MEMORY", Long.toString(more), Long.toString(free));
        }
        memory.claim(after, host);
        store.set("VM_metrics", after.ref("metrics"), "memory_actual", after.get("memory_target"));
    }

    private void memoryTarget(Invocation in) {
        store.write(() -> {
            var vm = allowed(in.ref("self"), VmOperation.CHANGING_MEMORY_LIVE);
            long target = in.whole("target");
            if (target < vm.whole("memory_dynamic_min") || target > vm.whole("memory_dynamic_max")) {
                throw new XapiError(
                        "MEMORY_CONSTRAINT_VIOLATION", "memory_dynamic_min <= target <= memory_dynamic_max");
            }
            store.set("VM", vm.ref(), "memory_target", Value.of(target));
            store.set("VM_metrics", vm.ref("metrics"), "memory_actual", Value.of(target));
        });
    }

    /** The most memory a VM can have when it and its overhead shall fit into a total, in whole MiB. */
    private Value maximiseMemory(Invocation in) {
        var vm = store.row("VM", in.ref("self"));
        long mib = in.whole("total") / MIB;
        while (mib > 0 && mib * MIB + HostMemory.overheadBytes(mib * MIB, vm.whole("VCPUs_max")) > in.whole("total")) {
            mib--;
        }
        return Value.of(mib * MIB);
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

    private void vcpusParamsLive(Invocation in) {
        store.write(() -> {
            var vm = allowed(in.ref("self"), VmOperation.CHANGING_VCPUS_LIVE);
            var params = vm.texts("VCPUs_params");
            params.put(in.text("key"), in.text("value"));
            store.set("VM", vm.ref(), "VCPUs_params", Value.ofTexts(params));
            store.set("VM_metrics", vm.ref("metrics"), "VCPUs_params", Value.ofTexts(params));
        });
    }

    private void isATemplate(Invocation in) {
        store.write(() -> {
            var template = in.flag("value");
            var vm = store.row("VM", in.ref("self"));
            if (vm.flag("is_a_snapshot")) {
                throw new XapiError("VM_IS_SNAPSHOT", vm.ref().text(), VmOperation.MAKE_INTO_TEMPLATE.inKindErrors());
            }
            if (template && !vm.flag("is_a_template")) {
                rules.requireAllowed(vm, VmOperation.MAKE_INTO_TEMPLATE);
            }
            store.set("VM", vm.ref(), "is_a_template", Value.of(template));
        });
    }

    private void affinity(Invocation in) {
        store.write(() -> {
            var vm = store.row("VM", in.ref("self"));
            if (in.ref("value").isSet()) {
                store.row("host", in.ref("value"));
            }
            store.set("VM", vm.ref(), "affinity", in.ref("value").value());
        });
    }

    private void suspendImage(Invocation in) {
        store.write(() -> {
            var vm = store.row("VM", in.ref("self"));
            if (PowerState.of(vm) != PowerState.SUSPENDED) {
                throw new XapiError(
                        "VM_BAD_POWER_STATE",
                        vm.ref().text(),
                        PowerState.SUSPENDED.inErrors(),
                        PowerState.of(vm).inErrors());
            }
            store.row("VDI", in.ref("value"));
            store.set("VM", vm.ref(), "suspend_VDI", in.ref("value").value());
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
