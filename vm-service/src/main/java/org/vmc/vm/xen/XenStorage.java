package org.vmc.vm.xen;

/**
 * A storage repository.
 *
 * @param virtualAllocationBytes promised to disks
 * @param physicalUtilisationBytes really used
 */
public record XenStorage(
        SrRef ref,
        String uuid,
        String name,
        String type,
        String contentType,
        boolean shared,
        long physicalSizeBytes,
        long physicalUtilisationBytes,
        long virtualAllocationBytes)
        implements XenObject {

    static XenStorage from(String ref, Fields fields) {
        return new XenStorage(
                new SrRef(ref),
                fields.text("uuid"),
                fields.text("name_label"),
                fields.text("type"),
                fields.text("content_type"),
                fields.flag("shared"),
                fields.number("physical_size"),
                fields.number("physical_utilisation"),
                fields.number("virtual_allocation"));
    }

    /** Whether disks of VMs can lie here and their space is known; media and devices of a host are no such place. */
    public boolean holdsDisks() {
        return physicalSizeBytes > 0 && !holdsIsos() && !type.equals("udev");
    }

    /** Whether what lies here are media for CD drives. */
    public boolean holdsIsos() {
        return contentType.equals("iso");
    }

    @Override
    public String reference() {
        return ref.value();
    }
}
