package org.vmc.vm.xen;

/**
 * What connects a disk, or a medium, to a VM.
 *
 * @param vdiRef reference of its {@link XenVdi}; empty for a drive without a medium
 */
public record XenVbd(String reference, VmRef vm, String vdiRef) implements XenObject {

    static XenVbd from(String ref, Fields fields) {
        return new XenVbd(ref, new VmRef(fields.ref("VM")), fields.ref("VDI"));
    }
}
