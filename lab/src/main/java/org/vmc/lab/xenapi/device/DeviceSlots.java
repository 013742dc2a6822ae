package org.vmc.lab.xenapi.device;

import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;

/**
 * The numbered places for devices of one class in a VM.
 *
 * @param className class of the devices
 * @param setField field of the VM with its devices
 * @param slotField field of the device with its place
 * @param count number of places
 */
public record DeviceSlots(String className, String setField, String slotField, int count) {

    /** Places nothing is in, the lowest first. */
    public List<String> free(Store store, Row vm) {
        var used = used(store, vm);
        return IntStream.range(0, count)
                .mapToObj(Integer::toString)
                .filter(slot -> !used.contains(slot))
                .toList();
    }

    /** Fails with {@code INVALID_DEVICE} or {@code DEVICE_ALREADY_EXISTS} unless a place can be taken. */
    public void requireFree(Store store, Row vm, String slot) {
        if (!slot.matches("\\d{1,3}") || Integer.parseInt(slot) >= count) {
            throw new XapiError("INVALID_DEVICE", slot);
        }
        if (used(store, vm).contains(slot)) {
            throw new XapiError("DEVICE_ALREADY_EXISTS", slot);
        }
    }

    private Set<String> used(Store store, Row vm) {
        return vm.refs(setField).stream()
                .flatMap(device -> store.find(className, device).stream())
                .map(row -> row.text(slotField))
                .collect(Collectors.toSet());
    }
}
