package org.vmc.lab.xenapi.console;

import static java.lang.System.Logger.Level.DEBUG;

import java.io.IOException;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.function.Function;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.handler.Exchange;
import org.vmc.lab.xenapi.handler.HttpHandlers;
import org.vmc.lab.xenapi.handler.HttpRefusal;
import org.vmc.lab.xenapi.handler.Request;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/**
 * The two consoles of each running VM, and {@code /console?uuid=} or {@code ref=}, which name a console, or a VM for
 * its {@code rfb} console. Closing it ends all shells.
 */
public final class Consoles implements AutoCloseable {

    private static final System.Logger LOG = System.getLogger(Consoles.class.getName());
    private static final String PATH = "/console";
    private static final String REALM = "Connection to VM console";
    private static final String VT100 = "vt100";
    private static final String RFB = "rfb";

    private final Store store;
    private final Terminals terminals;
    private final Function<Ref, URI> addresses;
    private final Glyphs glyphs = Glyphs.load();

    /** @param addresses where clients reach a host; asked when a VM comes to it */
    public Consoles(Store store, GuestRuntime guests, Function<Ref, URI> addresses) {
        this.store = store;
        this.terminals = new Terminals(store, guests);
        this.addresses = addresses;
        store.derive("VM", this::keepRecords);
    }

    /** Registers the handlers. */
    public void register(HttpHandlers handlers) {
        handlers.on("CONNECT", PATH, REALM, this::connect).on("GET", PATH, REALM, this::connect);
    }

    @Override
    public void close() {
        terminals.close();
    }

    /** Whoever takes a VM off its host deletes its consoles. */
    private void keepRecords(Row vm) {
        var isLive = vm.text("power_state").equals("Running")
                || vm.text("power_state").equals("Paused");
        if (isLive && !vm.flag("is_control_domain") && vm.refs("consoles").isEmpty()) {
            insert(vm, RFB);
            insert(vm, VT100);
        }
    }

    private void insert(Row vm, String protocol) {
        var uuid = store.newUuid().toString();
        store.insert(
                "console",
                Map.of(
                        "uuid", Value.of(uuid),
                        "protocol", Value.of(protocol),
                        "location",
                                Value.of(addresses
                                        .apply(vm.ref("resident_on"))
                                        .resolve(PATH + "?uuid=" + uuid)
                                        .toString()),
                        "VM", vm.ref().value()));
    }

    private void connect(Exchange exchange) throws IOException {
        var console = console(exchange.request());
        var vm = store.row("VM", console.ref("VM"));
        if (!vm.text("power_state").equals("Running")) {
            throw new XapiError(
                    "VM_BAD_POWER_STATE",
                    vm.ref().text(),
                    "running",
                    vm.text("power_state").toLowerCase(Locale.ROOT));
        }
        var terminal = terminals.of(vm);
        var duplex = exchange.upgrade();
        try {
            if (console.text("protocol").equals(VT100)) {
                new Vt100Session(duplex, terminal).run();
            } else {
                new RfbSession(duplex, terminal, vm.text("name_label"), glyphs).run();
            }
        } catch (IOException gone) {
            LOG.log(DEBUG, "The client of a console went away", gone);
        } finally {
            duplex.output().close();
        }
    }

    private Row console(Request request) {
        var uuid = request.query().get("uuid");
        var ref = request.query().get("ref");
        if (uuid == null && ref == null) {
            throw new HttpRefusal(400, "Name a console or a VM with uuid or ref");
        }
        return uuid != null ? named(uuid) : named(new Ref(String.valueOf(ref)));
    }

    private Row named(Ref ref) {
        return store.find("console", ref)
                .or(() -> store.find("VM", ref).map(this::rfbConsole))
                .orElseThrow(Consoles::unknown);
    }

    private Row named(String uuid) {
        return store.all("console").stream()
                .filter(row -> row.uuid().equals(uuid))
                .findFirst()
                .or(() -> store.all("VM").stream()
                        .filter(row -> row.uuid().equals(uuid))
                        .findFirst()
                        .map(this::rfbConsole))
                .orElseThrow(Consoles::unknown);
    }

    private Row rfbConsole(Row vm) {
        return vm.refs("consoles").stream()
                .flatMap(ref -> store.find("console", ref).stream())
                .filter(row -> row.text("protocol").equals(RFB))
                .findFirst()
                .orElseThrow(Consoles::unknown);
    }

    private static HttpRefusal unknown() {
        return new HttpRefusal(404, "There is no such console");
    }
}
