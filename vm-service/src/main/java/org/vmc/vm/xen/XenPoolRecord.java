package org.vmc.vm.xen;

/**
 * The pool's own record.
 *
 * @param coordinator host that accepts commands for the pool
 */
public record XenPoolRecord(String reference, String uuid, String name, HostRef coordinator) implements XenObject {

    static XenPoolRecord from(String ref, Fields fields) {
        return new XenPoolRecord(
                ref, fields.text("uuid"), fields.text("name_label"), new HostRef(fields.ref("master")));
    }
}
