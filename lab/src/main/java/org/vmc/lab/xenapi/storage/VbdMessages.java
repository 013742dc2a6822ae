package org.vmc.lab.xenapi.storage;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vmc.lab.xenapi.device.DeviceSlots;
import org.vmc.lab.xenapi.device.HotPlug;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code VBD}. Disks are plugged, media are put into CD drives and taken out. */
public final class VbdMessages {

    private static final DeviceSlots SLOTS = new DeviceSlots("VBD", "VBDs", "userdevice", 16);
    private static final String PICK_A_DEVICE = "autodetect";
    private static final String CD = "CD";

    private final Store store;
    private final Constructors constructors;
    private final HotPlug hotPlug;

    /** Makes the derived fields of VBDs follow from now on. */
    public VbdMessages(Store store, Constructors constructors) {
        this.store = store;
        this.constructors = constructors;
        this.hotPlug = new HotPlug(store, "VBD");
        store.derive("VBD", vbd -> store.set("VBD", vbd.ref(), "allowed_operations", allowed(vbd)));
        store.derive("VM", vm -> vm.refs("VBDs").stream()
                .flatMap(vbd -> store.find("VBD", vbd).stream())
                .forEach(vbd -> store.set("VBD", vbd.ref(), "allowed_operations", allowed(vbd))));
    }

    /** Registers the messages of the class. */
    public void register(Handlers handlers) {
        handlers.on("VBD.create", in -> create(constructors.fields(in)).value())
                .onVoid("VBD.destroy", in -> destroy(in.ref("self")))
                .onVoid("VBD.plug", this::plug)
                .onVoid("VBD.unplug", in -> unplug(in, "unplug"))
                .onVoid("VBD.unplug_force", in -> unplug(in, "unplug_force"))
                .onVoid("VBD.insert", this::insert)
                .onVoid("VBD.eject", this::eject)
                .onVoid("VBD.set_mode", this::setMode)
                .onVoid("VBD.assert_attachable", in -> requireAttachable(in.ref("self")))
                .on(
                        "VM.get_allowed_VBD_devices",
                        in -> Value.ofTexts(SLOTS.free(store, store.row("VM", in.ref("vm")))));
    }

    private Ref create(Map<String, Value> fields) {
        return store.write(() -> {
            var vm = store.row("VM", ref(fields, "VM"));
            var vdi = ref(fields, "VDI");
            var empty = !vdi.isSet();
            if (empty && !text(fields, "type").equals(CD)) {
                throw new XapiError("VBD_NOT_REMOVABLE_MEDIA", "in constructor");
            }
            if (!empty) {
                requireMode(store.row("VDI", vdi), text(fields, "mode"));
            }
            if (text(fields, "type").equals(CD) && !text(fields, "mode").equals("RO")) {
                throw new XapiError("VBD_CDS_MUST_BE_READONLY");
            }
            var free = SLOTS.free(store, vm);
            var wanted = text(fields, "userdevice");
            var slot = wanted.equals(PICK_A_DEVICE) && !free.isEmpty() ? free.getFirst() : wanted;
            SLOTS.requireFree(store, vm, slot);
            fields.put("userdevice", Value.of(slot));
            fields.put("device", Value.of("xvd" + (char) ('a' + Integer.parseInt(slot))));
            fields.put("empty", Value.of(empty));
            fields.put("currently_attached", Value.of(false));
            return store.insert("VBD", fields);
        });
    }

    private static void requireMode(Row vdi, String mode) {
        if (mode.equals("RW") && vdi.flag("read_only")) {
            throw new XapiError("VDI_READONLY", vdi.ref().text());
        }
    }

    private void destroy(Ref vbd) {
        store.write(() -> {
            var row = store.row("VBD", vbd);
            if (row.flag("currently_attached")) {
                throw new XapiError(
                        "OPERATION_NOT_ALLOWED", "VBD '" + vbd + "' still attached to '" + row.ref("VM") + "'");
            }
            store.delete("VBD", vbd);
        });
    }

    private void plug(Invocation in) throws InterruptedException {
        var vbd = store.row("VBD", in.ref("self"));
        if (hotPlug.refusal(vbd, "plug").isEmpty()) {
            requireAttachable(vbd.ref());
        }
        hotPlug.change(in, "plug");
    }

    private void unplug(Invocation in, String operation) throws InterruptedException {
        var vbd = store.row("VBD", in.ref("self"));
        if (!vbd.flag("unpluggable") && hotPlug.refusal(vbd, operation).isEmpty()) {
            throw new XapiError("VBD_NOT_UNPLUGGABLE", vbd.ref().text());
        }
        hotPlug.change(in, operation);
    }

    private void insert(Invocation in) throws InterruptedException {
        var vdi = in.ref("vdi");
        hotPlug.perform(
                in,
                in.ref("vbd"),
                "insert",
                vbd -> {
                    requireMedium(vbd, "insert");
                    requireIso(vdi);
                },
                vbd -> store.set("VBD", vbd.ref(), Map.of("VDI", vdi.value(), "empty", Value.of(false))));
    }

    private void eject(Invocation in) throws InterruptedException {
        hotPlug.perform(
                in,
                in.ref("vbd"),
                "eject",
                vbd -> requireMedium(vbd, "eject"),
                vbd -> store.set("VBD", vbd.ref(), Map.of("VDI", Ref.NULL.value(), "empty", Value.of(true))));
    }

    private void requireMedium(Row vbd, String operation) {
        medium(vbd, operation).ifPresent(refusal -> {
            throw refusal;
        });
    }

    private void requireIso(Ref vdi) {
        var contentType = store.row("SR", store.row("VDI", vdi).ref("SR")).text("content_type");
        if (!contentType.equals("iso")) {
            throw new XapiError("VDI_IS_NOT_ISO", vdi.text(), contentType);
        }
    }

    /** Why {@code insert} or {@code eject} is refused now, if it is. */
    private Optional<XapiError> medium(Row vbd, String operation) {
        if (!vbd.text("type").equals(CD)) {
            return Optional.of(
                    new XapiError("VBD_NOT_REMOVABLE_MEDIA", vbd.ref().text()));
        }
        if (vbd.flag("empty") != operation.equals("insert")) {
            var code = vbd.flag("empty") ? "VBD_IS_EMPTY" : "VBD_NOT_EMPTY";
            return Optional.of(new XapiError(code, vbd.ref().text()));
        }
        return store.find("VM", vbd.ref("VM"))
                .filter(vm -> List.of("Paused", "Suspended").contains(vm.text("power_state")))
                .map(vm -> HotPlug.badPowerState(vm, "halted, running"));
    }

    private void setMode(Invocation in) {
        store.write(() -> {
            var vbd = store.row("VBD", in.ref("self"));
            store.find("VDI", vbd.ref("VDI")).ifPresent(vdi -> requireMode(vdi, in.text("value")));
            if (vbd.text("type").equals(CD) && !in.text("value").equals("RO")) {
                throw new XapiError("VBD_CDS_MUST_BE_READONLY");
            }
            store.set("VBD", vbd.ref(), "mode", Value.of(in.text("value")));
        });
    }

    /** A disk that somebody else writes, or that this VBD would write while others have it, cannot be attached. */
    private void requireAttachable(Ref self) {
        var vbd = store.row("VBD", self);
        store.find("VDI", vbd.ref("VDI"))
                .filter(vdi -> !vdi.flag("sharable"))
                .ifPresent(vdi -> vdi.refs("VBDs").stream()
                        .filter(other -> !other.equals(self))
                        .flatMap(other -> store.find("VBD", other).stream())
                        .filter(other -> other.flag("currently_attached"))
                        .filter(other -> vbd.text("mode").equals("RW")
                                || other.text("mode").equals("RW"))
                        .findFirst()
                        .ifPresent(other -> {
                            throw new XapiError("VDI_IN_USE", vdi.ref().text(), "attach");
                        }));
    }

    private Value allowed(Row vbd) {
        if (hotPlug.inProgress(vbd).isPresent()) {
            return Value.NO_ITEMS;
        }
        var plugs = List.of("plug", "unplug", "unplug_force").stream()
                .filter(operation -> hotPlug.refusal(vbd, operation).isEmpty());
        var media = List.of("insert", "eject").stream()
                .filter(operation -> medium(vbd, operation).isEmpty());
        return Value.ofTexts(Stream.of(List.of("attach").stream(), media, plugs, List.of("unpause", "pause").stream())
                .flatMap(operations -> operations)
                .toList());
    }

    private static Ref ref(Map<String, Value> fields, String name) {
        return new Ref(((Value.Text) fields.getOrDefault(name, Ref.NULL.value())).text());
    }

    private static String text(Map<String, Value> fields, String name) {
        return ((Value.Text) fields.getOrDefault(name, Value.NOTHING)).text();
    }
}
