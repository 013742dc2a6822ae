package org.vmc.lab.xenapi.storage;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code VBD}. */
public final class VbdMessages {

    private static final int DEVICES = 16;
    private static final String PICK_A_DEVICE = "autodetect";

    private final Store store;
    private final Constructors constructors;

    public VbdMessages(Store store, Constructors constructors) {
        this.store = store;
        this.constructors = constructors;
    }

    /** Registers the messages of the class. */
    public void register(Handlers handlers) {
        handlers.on("VBD.create", in -> create(constructors.fields(in)).value())
                .onVoid("VBD.destroy", in -> destroy(in.ref("self")))
                .onVoid("VBD.plug", in -> attach(in, true))
                .onVoid("VBD.unplug", in -> attach(in, false))
                .onVoid("VBD.unplug_force", in -> attach(in, false))
                .on("VM.get_allowed_VBD_devices", in -> Value.ofTexts(freeDevices(store.row("VM", in.ref("vm")))));
    }

    private Ref create(Map<String, Value> fields) {
        return store.write(() -> {
            var vm = store.row("VM", ref(fields, "VM"));
            var vdi = ref(fields, "VDI");
            if (vdi.isSet()) {
                store.row("VDI", vdi);
            }
            var free = freeDevices(vm);
            var wanted = ((Value.Text) fields.getOrDefault("userdevice", Value.NOTHING)).text();
            var device = wanted.equals(PICK_A_DEVICE) && !free.isEmpty() ? free.getFirst() : wanted;
            if (device.isEmpty() || device.equals(PICK_A_DEVICE)) {
                throw new XapiError("INVALID_DEVICE", device);
            }
            if (usedDevices(vm).contains(device)) {
                throw new XapiError("DEVICE_ALREADY_EXISTS", device);
            }
            fields.put("userdevice", Value.of(device));
            fields.put("empty", Value.of(!vdi.isSet()));
            fields.put("currently_attached", Value.of(false));
            fields.put("allowed_operations", Value.ofTexts(List.of("attach", "unpause", "pause")));
            return store.insert("VBD", fields);
        });
    }

    private void destroy(Ref vbd) {
        store.write(() -> {
            if (store.row("VBD", vbd).flag("currently_attached")) {
                throw new XapiError(
                        "OPERATION_NOT_ALLOWED",
                        "VBD '" + vbd + "' still attached to '"
                                + store.row("VBD", vbd).ref("VM") + "'");
            }
            store.delete("VBD", vbd);
        });
    }

    private void attach(Invocation in, boolean attached) throws InterruptedException {
        var vbd = in.ref("self");
        store.row("VBD", vbd);
        in.call().spend(TimedOperation.DEVICE);
        store.write(() -> {
            var row = store.row("VBD", vbd);
            var vm = store.row("VM", row.ref("VM"));
            if (!vm.text("power_state").equals("Running")) {
                throw new XapiError(
                        "VM_BAD_POWER_STATE",
                        vm.ref().text(),
                        "running",
                        vm.text("power_state").toLowerCase(Locale.ROOT));
            }
            if (row.flag("currently_attached") == attached) {
                throw new XapiError(attached ? "DEVICE_ALREADY_ATTACHED" : "DEVICE_ALREADY_DETACHED", vbd.text());
            }
            store.set("VBD", vbd, "currently_attached", Value.of(attached));
        });
    }

    private List<String> freeDevices(Row vm) {
        var used = usedDevices(vm);
        return IntStream.range(0, DEVICES)
                .mapToObj(Integer::toString)
                .filter(device -> !used.contains(device))
                .toList();
    }

    private Set<String> usedDevices(Row vm) {
        return vm.refs("VBDs").stream()
                .flatMap(vbd -> store.find("VBD", vbd).stream())
                .map(row -> row.text("userdevice"))
                .collect(Collectors.toSet());
    }

    private static Ref ref(Map<String, Value> fields, String name) {
        return new Ref(((Value.Text) fields.getOrDefault(name, Ref.NULL.value())).text());
    }
}
