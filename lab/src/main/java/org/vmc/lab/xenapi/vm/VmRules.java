package org.vmc.lab.xenapi.vm;

import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.vm.VmOperation.Trait;
import org.vmc.lab.xenapi.wire.Value;

/**
 * Which operation is refused on which VM and with what. Order of checks as on a real server: blocked, power state,
 * other operation in progress, template, snapshot, kind of VM, tools.
 */
final class VmRules {

    private static final Set<VmOperation> LONG_COPIES =
            EnumSet.of(VmOperation.CLONE, VmOperation.COPY, VmOperation.EXPORT);
    private static final Set<VmOperation> SNAPSHOTS = EnumSet.of(VmOperation.SNAPSHOT, VmOperation.CHECKPOINT);
    private static final Set<VmOperation> HARD_REBOOT_WAITS_FOR =
            EnumSet.of(VmOperation.HARD_REBOOT, VmOperation.HARD_SHUTDOWN);

    private final Store store;

    VmRules(Store store) {
        this.store = store;
    }

    /**
     * Makes {@code allowed_operations}, {@code memory_overhead} and {@code VM_metrics.state} follow from the other
     * fields.
     */
    void keepDerivedFields() {
        store.derive("VM", vm -> {
            store.set("VM", vm.ref(), "allowed_operations", allowed(vm));
            var overhead = HostMemory.overheadBytes(vm.whole("memory_static_max"), vm.whole("VCPUs_max"));
            store.set("VM", vm.ref(), "memory_overhead", Value.of(overhead));
            store.find("VM_metrics", vm.ref("metrics"))
                    .ifPresent(metrics -> store.set("VM_metrics", metrics.ref(), "state", domainState(vm)));
        });
    }

    private static Value domainState(Row vm) {
        return switch (PowerState.of(vm)) {
            case RUNNING -> Value.ofTexts(List.of("running"));
            case PAUSED -> Value.ofTexts(List.of("paused"));
            case HALTED, SUSPENDED -> Value.NO_ITEMS;
        };
    }

    /** Fails when an operation is refused now. */
    void requireAllowed(Row vm, VmOperation operation) {
        refusal(vm, operation).ifPresent(refusal -> {
            throw refusal;
        });
    }

    private Value allowed(Row vm) {
        return Value.ofTexts(Stream.of(VmOperation.values())
                .filter(operation -> operation.has(Trait.LISTED))
                .filter(operation -> refusal(vm, operation).isEmpty())
                .map(VmOperation::wireName)
                .toList()
                .reversed());
    }

    private Optional<XapiError> refusal(Row vm, VmOperation operation) {
        return blocked(vm, operation)
                .or(() -> vm.flag("is_control_domain") ? onDom0(vm, operation) : onGuest(vm, operation));
    }

    private static Optional<XapiError> blocked(Row vm, VmOperation operation) {
        return Optional.ofNullable(vm.texts("blocked_operations").get(operation.wireName()))
                .map(reason -> new XapiError("OPERATION_BLOCKED", vm.ref().text(), reason));
    }

    private Optional<XapiError> onGuest(Row vm, VmOperation operation) {
        return powerState(vm, operation)
                .or(() -> inProgress(vm, operation))
                .or(() -> kind(vm, operation))
                .or(() -> special(vm, operation))
                .or(() -> tools(vm, operation));
    }

    private Optional<XapiError> onDom0(Row vm, VmOperation operation) {
        if (operation.has(Trait.ON_DOM0)) {
            return Optional.empty();
        }
        if (operation == VmOperation.CHANGING_VCPUS) {
            return Optional.of(notAllowed("This operation is not allowed on dom0"));
        }
        if (operation == VmOperation.REVERT) {
            return special(vm, operation);
        }
        return powerState(vm, operation)
                .or(() -> Optional.of(notAllowed("This operation is not allowed on a control domain")));
    }

    private static Optional<XapiError> powerState(Row vm, VmOperation operation) {
        var state = PowerState.of(vm);
        return operation.allowedIn(state)
                ? Optional.empty()
                : Optional.of(new XapiError(
                        "VM_BAD_POWER_STATE", vm.ref().text(), operation.expectedStates(), state.inErrors()));
    }

    private static Optional<XapiError> inProgress(Row vm, VmOperation operation) {
        var current = vm.texts("current_operations");
        if (current.isEmpty()) {
            return Optional.empty();
        }
        var others = current.values().stream().map(VmOperation::of).toList();
        if (mayJoin(operation, others)) {
            return Optional.empty();
        }
        var first = current.entrySet().iterator().next();
        return Optional.of(
                new XapiError("OTHER_OPERATION_IN_PROGRESS", "VM", vm.ref().text(), first.getValue(), first.getKey()));
    }

    private static boolean mayJoin(VmOperation operation, Collection<VmOperation> others) {
        return switch (operation) {
            case HARD_SHUTDOWN -> !others.contains(VmOperation.HARD_SHUTDOWN);
            case HARD_REBOOT -> others.stream().noneMatch(HARD_REBOOT_WAITS_FOR::contains);
            default -> together(LONG_COPIES, operation, others) || together(SNAPSHOTS, operation, others);
        };
    }

    private static boolean together(Set<VmOperation> group, VmOperation operation, Collection<VmOperation> others) {
        return group.contains(operation) && group.containsAll(others);
    }

    private static Optional<XapiError> kind(Row vm, VmOperation operation) {
        if (vm.flag("is_a_snapshot")) {
            return operation.has(Trait.ON_SNAPSHOT)
                    ? Optional.empty()
                    : Optional.of(new XapiError("VM_IS_SNAPSHOT", vm.ref().text(), operation.inKindErrors()));
        }
        if (!vm.flag("is_a_template")) {
            return Optional.empty();
        }
        var allowed = operation.has(Trait.ON_TEMPLATE)
                || operation.has(Trait.ON_OWN_TEMPLATE) && !vm.flag("is_default_template");
        return allowed
                ? Optional.empty()
                : Optional.of(new XapiError("VM_IS_TEMPLATE", vm.ref().text(), operation.inKindErrors()));
    }

    private static Optional<XapiError> special(Row vm, VmOperation operation) {
        return switch (operation) {
            case REVERT ->
                vm.flag("is_a_snapshot")
                        ? Optional.empty()
                        : Optional.of(new XapiError("REVERT_ONLY_ALLOWED_ON_SNAPSHOT", List.of()));
            case PROVISION ->
                vm.flag("is_a_template")
                        ? Optional.empty()
                        : Optional.of(new XapiError("PROVISION_ONLY_ALLOWED_ON_TEMPLATE", List.of()));
            case QUERY_SERVICES ->
                Optional.of(new XapiError("NOT_SYSTEM_DOMAIN", vm.ref().text()));
            case SNAPSHOT_WITH_QUIESCE ->
                Optional.of(new XapiError(
                        "VM_SNAPSHOT_WITH_QUIESCE_NOT_SUPPORTED", vm.ref().text()));
            default -> Optional.empty();
        };
    }

    private Optional<XapiError> tools(Row vm, VmOperation operation) {
        if (!operation.has(Trait.NEEDS_TOOLS) || !PowerState.of(vm).live() || hasTools(vm.ref("guest_metrics"))) {
            return Optional.empty();
        }
        return Optional.of(new XapiError("VM_LACKS_FEATURE", vm.ref().text()));
    }

    private boolean hasTools(Ref guestMetrics) {
        return store.find("VM_guest_metrics", guestMetrics)
                .filter(metrics -> metrics.flag("PV_drivers_detected"))
                .isPresent();
    }

    private static XapiError notAllowed(String reason) {
        return new XapiError("OPERATION_NOT_ALLOWED", reason);
    }
}
