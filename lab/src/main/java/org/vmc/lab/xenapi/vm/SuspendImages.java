package org.vmc.lab.xenapi.vm;

import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/**
 * The disks that hold the memory of suspended VMs. The record and the space are real; the memory itself stays with the
 * frozen guest, so a suspended VM whose guest is gone boots anew when it is resumed.
 */
final class SuspendImages {

    private static final String FIELD = "suspend_VDI";

    private final Store store;
    private final Disks disks;

    SuspendImages(Store store, Disks disks) {
        this.store = store;
        this.disks = disks;
    }

    /**
     * Makes the image of a live VM.
     *
     * @throws XapiError {@code VM_NO_SUSPEND_SR}, {@code SR_SUSPEND_SPACE_INSUFFICIENT}
     */
    Ref create(Row vm) {
        var sr = place(vm)
                .orElseThrow(() -> new XapiError("VM_NO_SUSPEND_SR", vm.ref().text()));
        long bytes = vm.whole("memory_dynamic_max") + vm.whole("memory_overhead");
        try {
            return disks.createFilled(
                    Map.of(
                            "name_label", Value.of("Suspend image"),
                            "name_description", Value.of("Suspend image of " + vm.text("name_label")),
                            "SR", sr.value(),
                            "virtual_size", Value.of(bytes),
                            "type", Value.of("suspend")),
                    bytes);
        } catch (XapiError refused) {
            throw refused.code().equals("SR_FULL")
                    ? new XapiError("SR_SUSPEND_SPACE_INSUFFICIENT", sr.text())
                    : refused;
        }
    }

    /** Another image like the one a VM has, or the null reference when it has none. */
    Ref copyOf(Row vm) {
        return store.find("VDI", vm.ref(FIELD))
                .map(image -> disks.cloneOf(image.ref()))
                .orElse(Ref.NULL);
    }

    /** Deletes an image that belongs to no VM yet. */
    void discardImage(Ref image) {
        disks.discard(image);
    }

    /** Deletes the image of a VM. Does nothing when it has none, or is gone. */
    void discard(Ref vm) {
        store.find("VM", vm).ifPresent(row -> {
            disks.discard(row.ref(FIELD));
            store.write(() -> store.find("VM", vm).ifPresent(now -> store.set("VM", vm, FIELD, Ref.NULL.value())));
        });
    }

    private Optional<Ref> place(Row vm) {
        var ofHost = store.find("host", vm.ref("resident_on")).map(host -> host.ref("suspend_image_sr"));
        var ofPool = store.all("pool").stream().map(pool -> pool.ref("suspend_image_SR"));
        return Stream.of(Stream.of(vm.ref("suspend_SR")), ofHost.stream(), ofPool)
                .flatMap(places -> places)
                .filter(sr -> store.find("SR", sr).isPresent())
                .findFirst();
    }
}
