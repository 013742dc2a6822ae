package org.vmc.lab.xenapi.device;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Optional;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/**
 * Plugging devices into a VM and out of it. Only a running VM with tools takes it; order of checks: other operation in
 * progress, power state, attached or not, tools.
 */
public final class HotPlug {

    private static final String PLUG = "plug";
    private static final String RUNNING = "Running";

    private final Store store;
    private final String className;

    /** @param className class of the devices: {@code VBD} or {@code VIF} */
    public HotPlug(Store store, String className) {
        this.store = store;
        this.className = className;
    }

    /** Change of a device in a claimed moment. */
    @FunctionalInterface
    public interface Change {

        /** Makes it. */
        void on(Row device);
    }

    /** Plugs a device in or out, taking its time. */
    public void change(Invocation in, String operation) throws InterruptedException {
        perform(
                in,
                in.ref("self"),
                operation,
                device -> refusal(device, operation).ifPresent(HotPlug::refuse),
                device -> store.set(className, device.ref(), "currently_attached", Value.of(operation.equals(PLUG))));
    }

    /** Does something to a device, which others see in {@code current_operations} meanwhile. */
    public void perform(Invocation in, Ref device, String operation, Change check, Change change)
            throws InterruptedException {
        var key = in.call().operationRef().text();
        store.write(() -> {
            var row = store.row(className, device);
            inProgress(row).ifPresent(HotPlug::refuse);
            check.on(row);
            mark(device, key, operation);
        });
        try {
            in.call().spend(TimedOperation.DEVICE);
            store.write(() -> change.on(store.row(className, device)));
        } finally {
            store.write(() -> store.find(className, device).ifPresent(row -> unmark(row, key)));
        }
    }

    /** Why {@code plug}, {@code unplug} or {@code unplug_force} is refused now, if it is. */
    public Optional<XapiError> refusal(Row device, String operation) {
        return inProgress(device).or(() -> byState(device, operation)).or(() -> withoutTools(device));
    }

    /** Another operation on the device. */
    public Optional<XapiError> inProgress(Row device) {
        return device.texts("current_operations").entrySet().stream()
                .findFirst()
                .map(other -> new XapiError(
                        "OTHER_OPERATION_IN_PROGRESS",
                        className,
                        device.ref().text(),
                        other.getValue(),
                        other.getKey()));
    }

    /** A refusal because of the power state of a VM. */
    public static XapiError badPowerState(Row vm, String expected) {
        return new XapiError(
                "VM_BAD_POWER_STATE",
                vm.ref().text(),
                expected,
                vm.text("power_state").toLowerCase(Locale.ROOT));
    }

    private Optional<XapiError> byState(Row device, String operation) {
        var vm = store.find("VM", device.ref("VM"));
        if (vm.isEmpty()) {
            return Optional.of(XapiError.handleInvalid("VM", device.ref("VM")));
        }
        if (!vm.get().text("power_state").equals(RUNNING)) {
            return Optional.of(badPowerState(vm.get(), "running"));
        }
        if (device.flag("currently_attached") != operation.equals(PLUG)) {
            return Optional.empty();
        }
        var code = operation.equals(PLUG) ? "DEVICE_ALREADY_ATTACHED" : "DEVICE_ALREADY_DETACHED";
        return Optional.of(new XapiError(code, device.ref().text()));
    }

    private Optional<XapiError> withoutTools(Row device) {
        var tools = store.find("VM", device.ref("VM"))
                .flatMap(vm -> store.find("VM_guest_metrics", vm.ref("guest_metrics")))
                .filter(metrics -> metrics.flag("PV_drivers_detected"));
        return tools.isPresent()
                ? Optional.empty()
                : Optional.of(
                        new XapiError("VM_MISSING_PV_DRIVERS", device.ref("VM").text()));
    }

    private void mark(Ref device, String key, String operation) {
        var current = new LinkedHashMap<>(store.row(className, device).texts("current_operations"));
        current.put(key, operation);
        store.set(className, device, "current_operations", Value.ofTexts(current));
    }

    private void unmark(Row device, String key) {
        var current = new LinkedHashMap<>(device.texts("current_operations"));
        current.remove(key);
        store.set(className, device.ref(), "current_operations", Value.ofTexts(current));
    }

    private static void refuse(XapiError refusal) {
        throw refusal;
    }
}
