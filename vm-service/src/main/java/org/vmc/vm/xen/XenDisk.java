package org.vmc.vm.xen;

import java.util.List;

/**
 * A disk attached to a VM: a VDI, and the VBD that connects it.
 *
 * @param vbd reference of the connection
 * @param vdi reference of the disk
 * @param uuid the pool's uuid of the disk
 * @param device name it has in the guest, such as {@code xvdb}; empty before it was first plugged
 * @param position slot on the VM's bus, such as {@code 1}
 * @param plugged whether a running guest has it now
 * @param bootable whether the VM boots from it
 * @param shared whether it is connected to something else too
 * @param allowedOperations what the pool allows with the connection now, such as {@code unplug}
 */
public record XenDisk(
        String vbd,
        String vdi,
        String uuid,
        String name,
        SrRef sr,
        long sizeBytes,
        long usedBytes,
        String device,
        String position,
        boolean plugged,
        boolean bootable,
        boolean shared,
        List<String> allowedOperations) {

    static XenDisk from(String vbd, Fields connection, Fields disk) {
        return new XenDisk(
                vbd,
                connection.ref("VDI"),
                disk.text("uuid"),
                disk.text("name_label"),
                new SrRef(disk.ref("SR")),
                disk.number("virtual_size"),
                disk.number("physical_utilisation"),
                connection.text("device"),
                connection.text("userdevice"),
                connection.flag("currently_attached"),
                connection.flag("bootable"),
                disk.texts("VBDs").size() > 1,
                connection.texts("allowed_operations"));
    }

    /** Whether the VM boots from it. */
    public boolean system() {
        return bootable || position.equals("0");
    }
}
