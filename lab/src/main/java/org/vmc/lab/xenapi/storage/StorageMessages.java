package org.vmc.lab.xenapi.storage;

import java.util.List;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.rpc.Constructors;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.TimedOperation;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the classes {@code VDI}, {@code SR} and {@code PBD}. */
public final class StorageMessages {

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
        handlers.on("VDI.create", this::create)
                .onVoid("VDI.destroy", this::destroy)
                .on("VDI.copy", this::copy)
                .on("VDI.clone", this::cloneDisk)
                .on("VDI.snapshot", this::snapshot)
                .onVoid("VDI.resize", in -> disks.resize(in.ref("vdi"), in.whole("size")))
                .onVoid("SR.scan", in -> store.row("SR", in.ref("sr")))
                .onVoid("SR.update", in -> store.row("SR", in.ref("sr")))
                .on("SR.get_supported_types", in -> Value.ofTexts(List.of("ext")))
                .onVoid("PBD.plug", in -> store.set("PBD", in.ref("self"), "currently_attached", Value.of(true)))
                .onVoid("PBD.unplug", in -> store.set("PBD", in.ref("self"), "currently_attached", Value.of(false)));
    }

    private Value create(Invocation in) throws InterruptedException {
        var fields = constructors.fields(in);
        in.call().spend(TimedOperation.DISK);
        return disks.create(fields).value();
    }

    private void destroy(Invocation in) throws InterruptedException {
        store.row("VDI", in.ref("self"));
        in.call().spend(TimedOperation.DISK);
        disks.destroy(in.ref("self"));
    }

    private Value copy(Invocation in) throws InterruptedException {
        store.row("VDI", in.ref("vdi"));
        in.call().spend(TimedOperation.COPY);
        var sr = in.optional("sr").map(value -> new Ref(((Value.Text) value).text()));
        return disks.copyOf(in.ref("vdi"), sr.orElse(Ref.NULL)).value();
    }

    private Value cloneDisk(Invocation in) throws InterruptedException {
        store.row("VDI", in.ref("vdi"));
        in.call().spend(TimedOperation.DISK);
        return disks.cloneOf(in.ref("vdi")).value();
    }

    private Value snapshot(Invocation in) throws InterruptedException {
        store.row("VDI", in.ref("vdi"));
        in.call().spend(TimedOperation.DISK);
        return disks.snapshotOf(in.ref("vdi")).value();
    }
}
