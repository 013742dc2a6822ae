package org.vmc.vm.xen;

import org.jspecify.annotations.Nullable;

/**
 * The pool's own record.
 *
 * @param coordinator host that accepts commands for the pool
 * @param highlyAvailable whether the pool replaces its coordinator and restarts protected VMs by itself
 * @param defaultStorage SR of new disks, null when the pool has none
 */
public record XenPoolRecord(
        String reference,
        String uuid,
        String name,
        HostRef coordinator,
        boolean highlyAvailable,
        @Nullable SrRef defaultStorage)
        implements XenObject {

    static XenPoolRecord from(String ref, Fields fields) {
        String storage = fields.ref("default_SR");
        return new XenPoolRecord(
                ref,
                fields.text("uuid"),
                fields.text("name_label"),
                new HostRef(fields.ref("master")),
                fields.flag("ha_enabled"),
                storage.isEmpty() ? null : new SrRef(storage));
    }
}
