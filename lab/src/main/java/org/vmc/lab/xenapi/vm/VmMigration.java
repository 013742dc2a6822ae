package org.vmc.lab.xenapi.vm;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.vmc.lab.guests.GuestFailure;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/**
 * Moves VMs between hosts of the pool, with their disks when asked.
 *
 * <p>Phases: memory of the new host is claimed; time passes; the guest moves; the record follows and the memory of the
 * old host is given back. A failure or a cancel before that leaves the VM where it is.
 */
final class VmMigration {

    private static final String HOST = "host";

    private final VmContext vms;
    private final Store store;
    private final Placement placement;
    private final Disks disks;

    VmMigration(VmContext vms, Placement placement, Disks disks) {
        this.vms = vms;
        this.store = vms.store();
        this.placement = placement;
        this.disks = disks;
    }

    void register(Handlers handlers) {
        handlers.onVoid("VM.pool_migrate", this::poolMigrate)
                .on("VM.migrate_send", this::migrateSend)
                .onVoid("VM.assert_can_migrate", this::requireCanMigrate)
                .on("host.migrate_receive", this::migrateReceive);
    }

    private void poolMigrate(Invocation in) throws InterruptedException {
        var vm = in.ref("vm");
        var host = in.ref(HOST);
        store.row("VM", vm);
        var reservation = in.call().operationRef();
        try (var claim =
                vms.claims().begin(VmOperation.POOL_MIGRATE, vm, in.call(), row -> reserve(row, host, reservation))) {
            in.call().spend(TimedOperation.MIGRATE);
            move(vm, host);
        } finally {
            unreserve(vm, reservation);
        }
    }

    private void reserve(Row vm, Ref host, Ref reservation) {
        placement.requireMove(vm, host);
        if (!vm.ref("resident_on").equals(host)) {
            vms.memory().claim(reservation, vm, host);
        }
        store.set("VM", vm.ref(), "scheduled_to_be_resident_on", host.value());
    }

    private void unreserve(Ref vm, Ref reservation) {
        store.write(() -> {
            vms.memory().release(reservation);
            store.find("VM", vm)
                    .filter(row -> row.texts("current_operations").isEmpty())
                    .ifPresent(row -> store.set("VM", vm, "scheduled_to_be_resident_on", Ref.NULL.value()));
        });
    }

    private void move(Ref vm, Ref host) {
        var row = store.row("VM", vm);
        try {
            vms.guests()
                    .migrate(UUID.fromString(row.uuid()), store.row(HOST, host).text("hostname"));
        } catch (GuestFailure failed) {
            throw new XapiError(
                    "VM_MIGRATE_FAILED",
                    vm.text(),
                    row.ref("resident_on").text(),
                    host.text(),
                    String.valueOf(failed.getMessage()));
        }
        vms.records().moved(vm, host);
    }

    /** The disks move first: they are needed on the new host. */
    private Value migrateSend(Invocation in) throws InterruptedException {
        var vm = in.ref("vm");
        var host = destination(in);
        requireNoCopy(in);
        var reservation = in.call().operationRef();
        try (var claim = vms.claims().begin(VmOperation.MIGRATE_SEND, vm, in.call(), row -> {
            requireMapped(row, host, in);
            if (PowerState.of(row) == PowerState.RUNNING) {
                reserveWithDisks(row, host, reservation);
            }
        })) {
            var running = PowerState.of(store.row("VM", vm)) == PowerState.RUNNING;
            in.call().spend(running ? TimedOperation.MIGRATE : TimedOperation.COPY);
            references(in, "vdi_map").forEach(disks::move);
            references(in, "vif_map").forEach((vif, network) -> store.set("VIF", vif, "network", network.value()));
            if (running) {
                move(vm, host);
            }
            return vm.value();
        } finally {
            unreserve(vm, reservation);
        }
    }

    /** The SRs of the disks that move are reached from the new host afterwards; so the memory alone is checked. */
    private void reserveWithDisks(Row vm, Ref host, Ref reservation) {
        placement.requireFeatures(vm, host);
        if (!vm.ref("resident_on").equals(host)) {
            vms.memory().requireFits(vm, host);
            vms.memory().claim(reservation, vm, host);
        }
        store.set("VM", vm.ref(), "scheduled_to_be_resident_on", host.value());
    }

    private void requireCanMigrate(Invocation in) {
        var vm = store.row("VM", in.ref("vm"));
        var host = destination(in);
        requireNoCopy(in);
        store.write(() -> {
            vms.rules().requireAllowed(vm, VmOperation.MIGRATE_SEND);
            requireMapped(vm, host, in);
            if (PowerState.of(vm) == PowerState.RUNNING
                    && !vm.ref("resident_on").equals(host)) {
                vms.memory().requireFits(vm, host);
            }
        });
    }

    private static void requireNoCopy(Invocation in) {
        var copy = in.fields("options").get("copy");
        if (copy instanceof Value.Text(String text) && text.equals("true")) {
            throw new XapiError(
                    "OPERATION_NOT_ALLOWED",
                    "Copy mode is disallowed on intra pool storage migration, try efficient alternatives e.g. VM.copy/clone.");
        }
    }

    /** Every disk is named with an SR the new host reaches, or lies in one already. */
    private void requireMapped(Row vm, Ref host, Invocation in) {
        var moves = references(in, "vdi_map");
        moves.forEach((vdi, sr) -> {
            store.row("VDI", vdi);
            if (!placement.reaches(host, store.row("SR", sr))) {
                throw new XapiError("SR_NOT_ATTACHED", sr.text());
            }
        });
        references(in, "vif_map").forEach((vif, network) -> {
            store.row("VIF", vif);
            store.row("network", network);
        });
        for (var vbd : vm.refs("VBDs")) {
            var vdi = store.row("VBD", vbd).ref("VDI");
            var left = store.find("VDI", vdi)
                    .filter(row -> !moves.containsKey(vdi))
                    .filter(row -> !placement.reaches(host, store.row("SR", row.ref("SR"))));
            if (left.isPresent()) {
                throw new XapiError("VDI_NOT_IN_MAP", vdi.text());
            }
        }
    }

    /** What {@code migrate_send} is given as destination: addresses, and which host is meant. */
    private Value migrateReceive(Invocation in) {
        var host = store.row(HOST, in.ref(HOST));
        store.row("network", in.ref("network"));
        if (!host.flag("enabled")) {
            throw new XapiError("HOST_DISABLED", host.ref().text());
        }
        var address = host.text("address");
        var destination = new LinkedHashMap<String, String>();
        destination.put(HOST, host.ref().text());
        destination.put("session_id", in.session().text());
        destination.put("master", "http://" + address + "/");
        destination.put("xenops", "http://" + address + "/services/xenops?session_id=" + in.session());
        destination.put("SM", "http://" + address + "/services/SM?session_id=" + in.session());
        return Value.ofTexts(destination);
    }

    private Ref destination(Invocation in) {
        if (in.fields("dest").get(HOST) instanceof Value.Text(String host)
                && store.find(HOST, new Ref(host)).isPresent()) {
            return new Ref(host);
        }
        throw new XapiError("VM_MIGRATE_CONTACT_REMOTE_SERVICE_FAILED");
    }

    private static Map<Ref, Ref> references(Invocation in, String parameter) {
        var references = new LinkedHashMap<Ref, Ref>();
        in.fields(parameter).forEach((from, to) -> references.put(new Ref(from), new Ref(((Value.Text) to).text())));
        return references;
    }
}
