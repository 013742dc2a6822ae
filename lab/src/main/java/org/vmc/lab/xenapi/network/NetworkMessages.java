package org.vmc.lab.xenapi.network;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the classes {@code network} and {@code PIF}, and those of {@code VIF}. */
public final class NetworkMessages {

    /** Purposes that cannot be had together. */
    private static final Map<String, String> OPPOSITES = Map.of("nbd", "insecure_nbd", "insecure_nbd", "nbd");

    private final Store store;
    private final MacAddresses macs;
    private final Constructors constructors;

    public NetworkMessages(Store store, MacAddresses macs, Constructors constructors) {
        this.store = store;
        this.macs = macs;
        this.constructors = constructors;
    }

    /** Registers the messages of the classes. */
    public void register(Handlers handlers) {
        new VifMessages(store, macs, constructors).register(handlers);
        handlers.on("network.create", in -> create(constructors.fields(in)).value())
                .onVoid("network.destroy", in -> destroy(in.ref("self")))
                .onVoid("network.add_purpose", this::addPurpose)
                .onVoid("network.remove_purpose", this::removePurpose)
                .onVoid("PIF.plug", in -> plug(in, true))
                .onVoid("PIF.unplug", this::unplug)
                .onVoid("PIF.scan", in -> store.row("host", in.ref("host")))
                .onVoid("PIF.set_disallow_unplug", this::disallowUnplug);
    }

    private Ref create(Map<String, Value> fields) {
        return store.write(() -> {
            var used = store.all("network").stream()
                    .map(network -> network.text("bridge"))
                    .toList();
            var wanted = ((Value.Text) fields.getOrDefault("bridge", Value.NOTHING)).text();
            if (!wanted.isEmpty() && used.contains(wanted)) {
                throw new XapiError("BRIDGE_NAME_EXISTS", wanted);
            }
            if (wanted.isEmpty()) {
                var bridge = IntStream.iterate(0, number -> number + 1)
                        .mapToObj(number -> "xapi" + number)
                        .filter(name -> !used.contains(name))
                        .findFirst()
                        .orElseThrow();
                fields.put("bridge", Value.of(bridge));
            }
            return store.insert("network", fields);
        });
    }

    private void destroy(Ref network) {
        store.write(() -> {
            var row = store.row("network", network);
            if (!row.items("PIFs").isEmpty()) {
                throw new XapiError("NETWORK_CONTAINS_PIF", row.items("PIFs"));
            }
            if (!row.items("VIFs").isEmpty()) {
                throw new XapiError("NETWORK_CONTAINS_VIF", row.items("VIFs"));
            }
            store.delete("network", network);
        });
    }

    private void addPurpose(Invocation in) {
        changePurposes(in, (purposes, purpose) -> {
            var opposite = OPPOSITES.getOrDefault(purpose, "");
            if (purposes.contains(opposite)) {
                throw new XapiError("NETWORK_INCOMPATIBLE_PURPOSES", purpose, opposite);
            }
            if (!purposes.contains(purpose)) {
                purposes.add(purpose);
            }
        });
    }

    private void removePurpose(Invocation in) {
        changePurposes(in, List::remove);
    }

    private interface PurposeChange {
        void on(List<String> purposes, String purpose);
    }

    private void changePurposes(Invocation in, PurposeChange change) {
        store.write(() -> {
            var purposes = new ArrayList<>(store.row("network", in.ref("self")).items("purpose"));
            change.on(purposes, in.text("value"));
            store.set("network", in.ref("self"), "purpose", Value.ofTexts(purposes));
        });
    }

    private void unplug(Invocation in) throws InterruptedException {
        var pif = store.row("PIF", in.ref("self"));
        if (pif.flag("disallow_unplug")) {
            throw new XapiError("PIF_DOES_NOT_ALLOW_UNPLUG", pif.ref().text());
        }
        if (pif.flag("management")) {
            throw new XapiError("PIF_IS_MANAGEMENT_INTERFACE", pif.ref().text());
        }
        plug(in, false);
    }

    private void plug(Invocation in, boolean attached) throws InterruptedException {
        Row pif = store.row("PIF", in.ref("self"));
        in.call().spend(TimedOperation.DEVICE);
        store.set("PIF", pif.ref(), "currently_attached", Value.of(attached));
    }

    private void disallowUnplug(Invocation in) {
        store.set("PIF", in.ref("self"), "disallow_unplug", Value.of(in.flag("value")));
    }
}
