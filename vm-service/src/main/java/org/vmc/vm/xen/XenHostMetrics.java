package org.vmc.vm.xen;

/**
 * What a host reports of itself.
 *
 * @param live whether the coordinator hears its heartbeat
 */
public record XenHostMetrics(String reference, boolean live, long memoryTotalBytes) implements XenObject {

    static XenHostMetrics from(String ref, Fields fields) {
        return new XenHostMetrics(ref, fields.flag("live"), fields.number("memory_total"));
    }
}
