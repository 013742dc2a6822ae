package org.vmc.lab.xenapi.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code SR}, and those of {@code VDI} and {@code PBD}. */
public final class StorageMessages {

    /** Size of a new SR when the client leaves it to the driver. */
    private static final long USUAL_BYTES = 100L << 30;

    private final Store store;
    private final Disks disks;
    private final Constructors constructors;

    public StorageMessages(Store store, Disks disks, Constructors constructors) {
        this.store = store;
        this.disks = disks;
        this.constructors = constructors;
    }

    /** Registers the messages of the classes. */
    public void register(Handlers handlers) {
        new VdiMessages(store, disks, constructors).register(handlers);
        new PbdMessages(store, constructors).register(handlers);
        handlers.on("SR.create", this::create)
                .on("SR.introduce", this::introduce)
                .onVoid("SR.forget", in -> forget(in.ref("sr")))
                .onVoid("SR.destroy", in -> destroy(in.ref("sr")))
                .onVoid("SR.scan", this::scan)
                .onVoid("SR.update", this::scan)
                .on("SR.probe", in -> probe(in, "SR.probe"))
                .on("SR.probe_ext", in -> probe(in, "SR.probe_ext"))
                .onVoid("SR.assert_can_host_ha_statefile", this::requireShared)
                .on(
                        "SR.get_supported_types",
                        in -> Value.ofTexts(
                                Stream.of(SrType.values()).map(SrType::wireName).toList()));
    }

    private Value create(Invocation in) throws InterruptedException {
        var type = known(in.text("type"));
        var host = store.row("host", in.ref("host"));
        var shared = in.flag("shared");
        requireConfig(type, in.fields("device_config"));
        in.call().spend(TimedOperation.DISK);
        long wanted = in.whole("physical_size");
        return store.write(() -> {
            var sr = insert(in, shared, type.operations());
            store.set("SR", sr, "physical_size", Value.of(wanted > 0 || !type.hasDisks() ? wanted : USUAL_BYTES));
            var hosts = shared ? store.all("host").stream().toList() : List.of(host);
            hosts.forEach(one -> connect(one, sr, in.fields("device_config")));
            return sr.value();
        });
    }

    /** What the driver itself refuses, in the words and with the number of its SM plugin. */
    private static void requireConfig(SrType type, Map<String, Value> deviceConfig) {
        if (type == SrType.GLUSTERFS && !deviceConfig.containsKey("server")) {
            throw new XapiError("SR_BACKEND_FAILURE_102", "", "The request is missing the server parameter", "");
        }
    }

    private void connect(Row host, Ref sr, Map<String, Value> deviceConfig) {
        store.insert(
                "PBD",
                Map.of(
                        "host", host.ref().value(),
                        "SR", sr.value(),
                        "device_config", new Value.Fields(deviceConfig),
                        "currently_attached", Value.of(true)));
    }

    /** Makes a record of an SR that exists already; PBDs connect it later. */
    private Value introduce(Invocation in) {
        var type = known(in.text("type"));
        return store.write(() -> {
            if (store.all("SR").stream().anyMatch(sr -> sr.uuid().equals(in.text("uuid")))) {
                throw new XapiError("SR_UUID_EXISTS", in.text("uuid"));
            }
            var sr = insert(in, in.flag("shared"), type.operations());
            store.set("SR", sr, "physical_size", Value.of(type.hasDisks() ? USUAL_BYTES : 0));
            return sr.value();
        });
    }

    private Ref insert(Invocation in, boolean shared, List<String> operations) {
        var fields = new LinkedHashMap<String, Value>();
        List.of("uuid", "name_label", "name_description", "type", "content_type", "sm_config").stream()
                .filter(name -> in.message().params().stream()
                        .anyMatch(param -> param.name().equals(name)))
                .forEach(name -> in.optional(name).ifPresent(value -> fields.put(name, value)));
        fields.put("shared", Value.of(shared));
        fields.put("allowed_operations", Value.ofTexts(operations));
        return store.insert("SR", fields);
    }

    /** Forgets an SR and the records of its disks. What lies in it stays. */
    private void forget(Ref sr) {
        store.write(() -> {
            var row = store.row("SR", sr);
            requireUnattached(row);
            row.refs("VDIs").forEach(vdi -> {
                store.row("VDI", vdi).refs("VBDs").forEach(vbd -> store.delete("VBD", vbd));
                store.delete("VDI", vdi);
            });
            row.refs("PBDs").forEach(pbd -> store.delete("PBD", pbd));
            store.delete("SR", sr);
            unsetDefaults(sr);
        });
    }

    private void destroy(Ref sr) {
        store.write(() -> {
            var row = store.row("SR", sr);
            if (row.texts("other_config").getOrDefault("indestructible", "").equals("true")) {
                throw new XapiError("SR_INDESTRUCTIBLE", sr.text());
            }
            requireUnattached(row);
            if (!row.refs("VDIs").isEmpty()) {
                throw new XapiError("SR_NOT_EMPTY");
            }
            forget(sr);
        });
    }

    private void requireUnattached(Row sr) {
        if (sr.refs("PBDs").stream().anyMatch(pbd -> store.row("PBD", pbd).flag("currently_attached"))) {
            throw new XapiError("SR_HAS_PBD", sr.ref().text());
        }
    }

    private void unsetDefaults(Ref sr) {
        for (var pool : List.copyOf(store.all("pool"))) {
            for (var field : List.of("default_SR", "suspend_image_SR", "crash_dump_SR")) {
                if (pool.ref(field).equals(sr)) {
                    store.set("pool", pool.ref(), field, Ref.NULL.value());
                }
            }
        }
    }

    private void scan(Invocation in) throws InterruptedException {
        disks.space().requireAttached(store.row("SR", in.ref("sr")));
        in.call().spend(TimedOperation.DISK);
    }

    private Value probe(Invocation in, String message) {
        store.row("host", in.ref("host"));
        known(in.text("type"));
        throw XapiError.notImplemented(message);
    }

    private void requireShared(Invocation in) {
        if (!store.row("SR", in.ref("sr")).flag("shared")) {
            throw new XapiError(
                    "HA_CONSTRAINT_VIOLATION_SR_NOT_SHARED", in.ref("sr").text());
        }
    }

    private static SrType known(String type) {
        return SrType.named(type).orElseThrow(() -> new XapiError("SR_UNKNOWN_DRIVER", type));
    }
}
