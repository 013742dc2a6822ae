package org.vmc.lab.xenapi.storage;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code VDI}. A copy or clone that is cancelled leaves no disk behind. */
public final class VdiMessages {

    /** Parameters of {@code introduce} that are fields of the same name. */
    private static final List<String> INTRODUCED = List.of(
            "uuid",
            "name_label",
            "name_description",
            "SR",
            "type",
            "sharable",
            "read_only",
            "other_config",
            "location",
            "xenstore_data",
            "sm_config",
            "managed",
            "virtual_size",
            "physical_utilisation",
            "metadata_of_pool",
            "is_a_snapshot",
            "snapshot_time",
            "snapshot_of");

    private final Store store;
    private final Disks disks;
    private final Constructors constructors;

    public VdiMessages(Store store, Disks disks, Constructors constructors) {
        this.store = store;
        this.disks = disks;
        this.constructors = constructors;
    }

    /** Registers the messages of the class. */
    public void register(Handlers handlers) {
        handlers.on("VDI.create", this::create)
                .onVoid("VDI.destroy", this::destroy)
                .on("VDI.copy", this::copy)
                .on("VDI.clone", in -> duplicate(in, "clone", disks::cloneOf))
                .on("VDI.snapshot", in -> duplicate(in, "snapshot", disks::snapshotOf))
                .onVoid("VDI.resize", in -> resize(in, "resize"))
                .onVoid("VDI.resize_online", in -> resize(in, "resize_online"))
                .on("VDI.pool_migrate", this::migrate)
                .onVoid("VDI.forget", in -> disks.forget(in.ref("vdi")))
                .on("VDI.introduce", this::introduce)
                .onVoid("VDI.update", in -> store.row("VDI", in.ref("vdi")));
    }

    private Value create(Invocation in) throws InterruptedException {
        var fields = constructors.fields(in);
        var sr = new Ref(((Value.Text) fields.getOrDefault("SR", Ref.NULL.value())).text());
        disks.space().requireDisks(sr);
        in.call().spend(TimedOperation.DISK);
        return disks.create(fields).value();
    }

    private void destroy(Invocation in) throws InterruptedException {
        disks.rules().requireAllowed(store.row("VDI", in.ref("self")), "destroy");
        in.call().spend(TimedOperation.DISK);
        disks.destroy(in.ref("self"));
    }

    private Value copy(Invocation in) throws InterruptedException {
        var vdi = in.ref("vdi");
        disks.rules().requireAllowed(store.row("VDI", vdi), "copy");
        if (reference(in, "into_vdi").isSet() || reference(in, "base_vdi").isSet()) {
            throw XapiError.notImplemented("VDI.copy with base_vdi or into_vdi");
        }
        var sr = reference(in, "sr");
        disks.space().requireDisks(sr.isSet() ? sr : store.row("VDI", vdi).ref("SR"));
        return finished(in.call(), TimedOperation.COPY, disks.copyOf(vdi, sr));
    }

    private interface Duplicate {
        Ref of(Ref vdi);
    }

    private Value duplicate(Invocation in, String operation, Duplicate duplicate) throws InterruptedException {
        var vdi = in.ref("vdi");
        disks.rules().requireAllowed(store.row("VDI", vdi), operation);
        return finished(in.call(), TimedOperation.DISK, duplicate.of(vdi));
    }

    private Value finished(RunningCall call, TimedOperation time, Ref made) throws InterruptedException {
        var done = false;
        try {
            call.spend(time);
            done = true;
            return made.value();
        } finally {
            if (!done) {
                disks.discard(made);
            }
        }
    }

    private void resize(Invocation in, String operation) throws InterruptedException {
        store.row("VDI", in.ref("vdi"));
        in.call().spend(TimedOperation.DISK);
        disks.resize(in.ref("vdi"), in.whole("size"), operation);
    }

    private Value migrate(Invocation in) throws InterruptedException {
        var vdi = in.ref("vdi");
        var sr = in.ref("sr");
        if (store.row("VDI", vdi).refs("VBDs").isEmpty()) {
            throw new XapiError("VDI_NEEDS_VM_FOR_MIGRATE", vdi.text());
        }
        disks.space().requireDisks(sr);
        in.call().spend(TimedOperation.COPY);
        disks.move(vdi, sr);
        return vdi.value();
    }

    /** Makes a record of a disk that lies in the SR already; its contents are whatever is there. */
    private Value introduce(Invocation in) {
        return store.write(() -> {
            disks.space().requireAttached(store.row("SR", in.ref("SR")));
            var fields = new LinkedHashMap<String, Value>(Map.of("managed", Value.of(true)));
            INTRODUCED.forEach(name -> in.optional(name).ifPresent(value -> fields.put(name, value)));
            var known = store.all("VDI").stream().anyMatch(vdi -> vdi.uuid().equals(in.text("uuid")));
            if (known) {
                throw new XapiError("DB_UNIQUENESS_CONSTRAINT_VIOLATION", "VDI", "uuid", in.text("uuid"));
            }
            var vdi = store.insert("VDI", fields);
            disks.space().addDisk(store.row("VDI", vdi));
            return vdi.value();
        });
    }

    private static Ref reference(Invocation in, String name) {
        return in.optional(name)
                .map(value -> new Ref(((Value.Text) value).text()))
                .filter(ref -> !ref.text().isEmpty())
                .orElse(Ref.NULL);
    }
}
