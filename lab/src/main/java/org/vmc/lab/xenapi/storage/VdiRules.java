package org.vmc.lab.xenapi.storage;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Which operation is refused on which VDI, and with what: what the SR can do, then who has the disk attached. */
final class VdiRules {

    private static final List<String> OPERATIONS =
            List.of("clone", "copy", "resize", "resize_online", "snapshot", "destroy", "update", "forget", "mirror");

    /** A driver without disks lists and forgets them. */
    private static final Set<String> WITHOUT_DISKS = Set.of("copy", "forget", "update");

    private static final Set<String> WHILE_ATTACHED = Set.of("snapshot", "clone", "resize_online", "update", "mirror");

    private final Store store;

    VdiRules(Store store) {
        this.store = store;
    }

    /** Makes {@code allowed_operations} of VDIs follow; an attached VBD shows in its VDI. */
    void keepDerivedFields() {
        store.derive("VDI", vdi -> store.set("VDI", vdi.ref(), "allowed_operations", allowed(vdi)));
        store.derive("VBD", vbd -> store.find("VDI", vbd.ref("VDI"))
                .ifPresent(vdi -> store.set("VDI", vdi.ref(), "allowed_operations", allowed(vdi))));
    }

    void requireAllowed(Row vdi, String operation) {
        refusal(vdi, operation).ifPresent(refusal -> {
            throw refusal;
        });
    }

    private Value allowed(Row vdi) {
        return Value.ofTexts(OPERATIONS.stream()
                .filter(operation -> refusal(vdi, operation).isEmpty())
                .toList());
    }

    private Optional<XapiError> refusal(Row vdi, String operation) {
        var sr = store.find("SR", vdi.ref("SR"));
        if (sr.isPresent() && !SrType.of(sr.get()).hasDisks() && !WITHOUT_DISKS.contains(operation)) {
            return Optional.of(
                    new XapiError("SR_OPERATION_NOT_SUPPORTED", sr.get().ref().text()));
        }
        if (!vdi.flag("managed")) {
            return Optional.of(new XapiError("VDI_NOT_MANAGED", vdi.ref().text()));
        }
        if (WHILE_ATTACHED.contains(operation)) {
            return Optional.empty();
        }
        // A copy only reads, and so may its readers.
        Predicate<Row> inTheWay =
                operation.equals("copy") ? vbd -> vbd.text("mode").equals("RW") : vbd -> true;
        return attached(vdi, inTheWay)
                ? Optional.of(new XapiError("VDI_IN_USE", vdi.ref().text(), operation))
                : Optional.empty();
    }

    private boolean attached(Row vdi, Predicate<Row> which) {
        return vdi.refs("VBDs").stream()
                .flatMap(vbd -> store.find("VBD", vbd).stream())
                .anyMatch(vbd -> vbd.flag("currently_attached") && which.test(vbd));
    }
}
