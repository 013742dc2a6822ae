package org.vmc.lab.xenapi.storage;

import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code PBD}: one connection of a host to an SR, which no running VM may lose. */
final class PbdMessages {

    private final Store store;
    private final Constructors constructors;

    PbdMessages(Store store, Constructors constructors) {
        this.store = store;
        this.constructors = constructors;
    }

    void register(Handlers handlers) {
        handlers.on("PBD.create", this::create)
                .onVoid("PBD.destroy", in -> destroy(in.ref("self")))
                .onVoid("PBD.plug", this::plug)
                .onVoid("PBD.unplug", this::unplug);
    }

    private Value create(Invocation in) {
        var fields = constructors.fields(in);
        return store.write(() -> {
            var host = store.row("host", ref(fields, "host"));
            var sr = store.row("SR", ref(fields, "SR"));
            for (var pbd : sr.refs("PBDs")) {
                if (store.row("PBD", pbd).ref("host").equals(host.ref())) {
                    throw new XapiError(
                            "PBD_EXISTS", sr.ref().text(), host.ref().text(), pbd.text());
                }
            }
            return store.insert("PBD", fields).value();
        });
    }

    private void destroy(Ref pbd) {
        store.write(() -> {
            if (store.row("PBD", pbd).flag("currently_attached")) {
                throw new XapiError("OPERATION_NOT_ALLOWED", "PBD '" + pbd + "' is still attached");
            }
            store.delete("PBD", pbd);
        });
    }

    private void plug(Invocation in) throws InterruptedException {
        var pbd = store.row("PBD", in.ref("self"));
        var sr = store.row("SR", pbd.ref("SR"));
        if (SrType.named(sr.text("type")).isEmpty()) {
            throw new XapiError("SR_UNKNOWN_DRIVER", sr.text("type"));
        }
        in.call().spend(TimedOperation.DEVICE);
        store.set("PBD", pbd.ref(), "currently_attached", Value.of(true));
    }

    private void unplug(Invocation in) throws InterruptedException {
        var pbd = in.ref("self");
        store.row("PBD", pbd);
        in.call().spend(TimedOperation.DEVICE);
        store.write(() -> {
            var row = store.row("PBD", pbd);
            store.row("SR", row.ref("SR")).refs("VDIs").forEach(vdi -> requireUnused(vdi, row.ref("host")));
            store.set("PBD", pbd, "currently_attached", Value.of(false));
        });
    }

    private void requireUnused(Ref vdi, Ref host) {
        for (var vbd : store.row("VDI", vdi).refs("VBDs")) {
            if (store.find("VBD", vbd).filter(row -> isUsedOn(row, host)).isPresent()) {
                throw new XapiError("VDI_IN_USE", vdi.text(), "PBD.unplug");
            }
        }
    }

    private boolean isUsedOn(Row vbd, Ref host) {
        return vbd.flag("currently_attached")
                && store.find("VM", vbd.ref("VM"))
                        .filter(vm -> vm.ref("resident_on").equals(host))
                        .isPresent();
    }

    private static Ref ref(Map<String, Value> fields, String name) {
        return new Ref(((Value.Text) fields.getOrDefault(name, Ref.NULL.value())).text());
    }
}
