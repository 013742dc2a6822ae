package org.vmc.vm.xen;

/**
 * How one host reaches one SR.
 *
 * @param attached whether it does now
 */
public record XenPbd(String reference, HostRef host, SrRef storage, boolean attached) implements XenObject {

    static XenPbd from(String ref, Fields fields) {
        return new XenPbd(
                ref, new HostRef(fields.ref("host")), new SrRef(fields.ref("SR")), fields.flag("currently_attached"));
    }
}
