package org.vmc.lab.xenapi.pool;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/**
 * Brings a host alone, its local storage and its own VMs and templates into a pool. They keep their references and
 * uuids; networks become those of the pool with the same bridge; what every host has by itself, such as the default
 * templates, stays behind.
 */
final class Move {

    /** Classes in the order their objects refer to each other. */
    private static final List<String> HOST_CLASSES =
            List.of("host_metrics", "host", "host_cpu", "PIF_metrics", "SR", "PBD");

    private final Store from;
    private final Store to;

    Move(Store from, Store to) {
        this.from = from;
        this.to = to;
    }

    /** Does it in one write, and answers the host. */
    Ref host(Ref host) {
        to.write(() -> {
            HOST_CLASSES.forEach(type -> from.all(type).forEach(to::adopt));
            from.all("PIF").forEach(pif -> adoptOnNetwork("PIF", pif));
            vms();
            from.all("SR").forEach(sr -> recount(sr.ref()));
            connectSharedStorage(host);
            takeDefaults(host);
        });
        return host;
    }

    private void vms() {
        var moving = from.all("VM").stream()
                .filter(vm -> vm.flag("is_control_domain") || !comesWithEveryHost(vm))
                .toList();
        var refs = moving.stream().map(Row::ref).toList();
        adopt("VM_metrics", row -> moving.stream()
                .anyMatch(vm -> vm.ref("metrics").equals(row.ref())));
        adopt("VDI", row -> usedBy(row, refs));
        moving.forEach(to::adopt);
        adopt("VBD", row -> refs.contains(row.ref("VM")));
        from.all("VIF").stream().filter(vif -> refs.contains(vif.ref("VM"))).forEach(vif -> adoptOnNetwork("VIF", vif));
    }

    /** The default templates, and the golden ones a lab makes: the pool has them under the same names. */
    private boolean comesWithEveryHost(Row vm) {
        return vm.flag("is_a_template")
                && to.all("VM").stream()
                        .anyMatch(other -> other.flag("is_a_template")
                                && other.text("name_label").equals(vm.text("name_label")));
    }

    /** Disks of the VMs that move, and disks nobody uses. */
    private boolean usedBy(Row vdi, List<Ref> vms) {
        var users = vdi.refs("VBDs").stream()
                .flatMap(vbd -> from.find("VBD", vbd).stream())
                .map(vbd -> vbd.ref("VM"))
                .toList();
        return users.isEmpty() || users.stream().anyMatch(vms::contains);
    }

    private void adopt(String type, Predicate<Row> wanted) {
        from.all(type).stream().filter(wanted).forEach(to::adopt);
    }

    private void adoptOnNetwork(String type, Row row) {
        to.adopt(row);
        var bridge = from.find("network", row.ref("network"))
                .map(network -> network.text("bridge"))
                .orElse("");
        var network = networkWith(bridge).orElseGet(() -> {
            to.adopt(from.row("network", row.ref("network")));
            return row.ref("network");
        });
        to.set(type, row.ref(), "network", network.value());
    }

    private Optional<Ref> networkWith(String bridge) {
        return to.all("network").stream()
                .filter(network -> network.text("bridge").equals(bridge))
                .map(Row::ref)
                .findFirst();
    }

    /** What stayed behind takes no space any more. */
    private void recount(Ref sr) {
        var disks = to.row("SR", sr).refs("VDIs").stream()
                .map(vdi -> to.row("VDI", vdi))
                .toList();
        long allocated =
                disks.stream().mapToLong(vdi -> vdi.whole("virtual_size")).sum();
        long used = disks.stream()
                .mapToLong(vdi -> vdi.whole("physical_utilisation"))
                .sum();
        to.set("SR", sr, Map.of("virtual_allocation", Value.of(allocated), "physical_utilisation", Value.of(used)));
    }

    private void connectSharedStorage(Ref host) {
        for (var sr : new ArrayList<>(to.all("SR"))) {
            if (sr.flag("shared")) {
                var config = sr.refs("PBDs").stream()
                        .findFirst()
                        .map(pbd -> to.row("PBD", pbd).get("device_config"))
                        .orElse(Value.NO_FIELDS);
                to.insert(
                        "PBD",
                        Map.of(
                                "host", host.value(),
                                "SR", sr.ref().value(),
                                "device_config", config,
                                "currently_attached", Value.of(true)));
            }
        }
    }

    private void takeDefaults(Ref host) {
        var pool = to.all("pool").iterator().next();
        to.set(
                "host",
                host,
                Map.of("suspend_image_sr", pool.get("suspend_image_SR"), "crash_dump_sr", pool.get("crash_dump_SR")));
    }
}
