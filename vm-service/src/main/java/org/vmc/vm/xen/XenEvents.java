package org.vmc.vm.xen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened since a token.
 *
 * @param token where to continue; opaque
 * @param changes in the order they happened; empty when nothing happened within the wait
 */
public record XenEvents(String token, List<XenChange> changes) {

    /** Token before the first event: the answer to it describes every object there is. */
    public static final String FROM_THE_START = "";

    static final List<String> CLASSES =
            List.of("vm", "host", "host_metrics", "vm_guest_metrics", "sr", "pbd", "vbd", "vdi", "pool");

    static XenEvents from(Object batch) {
        Fields fields = Fields.of(batch);
        List<XenChange> changes = new ArrayList<>();
        for (Fields event : fields.records("events")) {
            change(event).ifPresent(changes::add);
        }
        return new XenEvents(fields.text("token"), List.copyOf(changes));
    }

    private static Optional<XenChange> change(Fields event) {
        String ref = event.text("ref");
        if (event.text("operation").equals("del")) {
            return Optional.of(new XenChange.Gone(ref));
        }
        Fields snapshot = Fields.of(event.raw("snapshot"));
        return switch (event.text("class")) {
            case "vm" -> Optional.of(new XenChange.Seen(XenVm.from(ref, snapshot)));
            case "host" -> Optional.of(new XenChange.Seen(XenHost.from(ref, snapshot)));
            case "host_metrics" -> Optional.of(new XenChange.Seen(XenHostMetrics.from(ref, snapshot)));
            case "vm_guest_metrics" -> Optional.of(new XenChange.Seen(XenGuestMetrics.from(ref, snapshot)));
            case "sr" -> Optional.of(new XenChange.Seen(XenStorage.from(ref, snapshot)));
            case "pbd" -> Optional.of(new XenChange.Seen(XenPbd.from(ref, snapshot)));
            case "vbd" -> Optional.of(new XenChange.Seen(XenVbd.from(ref, snapshot)));
            case "vdi" -> Optional.of(new XenChange.Seen(XenVdi.from(ref, snapshot)));
            case "pool" -> Optional.of(new XenChange.Seen(XenPoolRecord.from(ref, snapshot)));
            default -> Optional.empty();
        };
    }
}
