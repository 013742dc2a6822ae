package org.vmc.vm.xen;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What happened since a token.
 *
 * @param token where to continue; opaque
 * @param changes as the pool told of them, usually in the order they happened; empty when nothing happened within the
 *     wait
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
        long generation = event.number("id");
        if (event.text("operation").equals("del")) {
            return Optional.of(new XenChange.Gone(ref, generation));
        }
        return object(event.text("class"), ref, Fields.of(event.raw("snapshot")))
                .map(object -> new XenChange.Seen(object, generation));
    }

    private static Optional<XenObject> object(String type, String ref, Fields snapshot) {
        return switch (type) {
            case "vm" -> Optional.of(XenVm.from(ref, snapshot));
            case "host" -> Optional.of(XenHost.from(ref, snapshot));
            case "host_metrics" -> Optional.of(XenHostMetrics.from(ref, snapshot));
            case "vm_guest_metrics" -> Optional.of(XenGuestMetrics.from(ref, snapshot));
            case "sr" -> Optional.of(XenStorage.from(ref, snapshot));
            case "pbd" -> Optional.of(XenPbd.from(ref, snapshot));
            case "vbd" -> Optional.of(XenVbd.from(ref, snapshot));
            case "vdi" -> Optional.of(XenVdi.from(ref, snapshot));
            case "pool" -> Optional.of(XenPoolRecord.from(ref, snapshot));
            default -> Optional.empty();
        };
    }
}
