package org.vmc.lab.xenapi.console;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.lab.guests.GuestFailure;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.guests.GuestState;
import org.vmc.lab.xenapi.handler.HttpRefusal;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;

/** The open terminals, one a VM. A terminal stays open until its shell or its guest ends. */
final class Terminals implements AutoCloseable {

    private final Store store;
    private final GuestRuntime guests;
    private final Map<UUID, SharedTerminal> open = new ConcurrentHashMap<>();

    Terminals(Store store, GuestRuntime guests) {
        this.store = store;
        this.guests = guests;
    }

    /** The terminal of a running VM. Fails with status 404 when its guest has none. */
    SharedTerminal of(Row vm) {
        var id = UUID.fromString(vm.uuid());
        return Optional.ofNullable(
                        open.compute(id, (uuid, known) -> known == null || known.ended() ? open(vm, uuid) : known))
                .orElseThrow();
    }

    @Override
    public void close() {
        open.values().forEach(SharedTerminal::hangUp);
    }

    private SharedTerminal open(Row vm, UUID id) {
        try {
            var guest = guests.terminal(id).orElseThrow(() -> new HttpRefusal(404, "This guest has no console"));
            var terminal = new SharedTerminal(guest, title(vm, id));
            Thread.ofVirtual().name("console " + id).start(() -> {
                terminal.run();
                open.remove(id, terminal);
            });
            return terminal;
        } catch (GuestFailure failed) {
            throw new HttpRefusal(503, String.valueOf(failed.getMessage()));
        }
    }

    private String title(Row vm, UUID id) {
        var host = store.find("host", vm.ref("resident_on")).map(row -> row.text("name_label"));
        var address = guests.state(id).flatMap(GuestState::address);
        return "%s: %s on %s, %s"
                .formatted(
                        vm.text("name_label"),
                        vm.text("power_state").toLowerCase(Locale.ROOT),
                        host.orElse("no host"),
                        address.orElse("no address yet"));
    }
}
