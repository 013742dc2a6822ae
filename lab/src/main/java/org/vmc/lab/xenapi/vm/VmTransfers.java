package org.vmc.lab.xenapi.vm;

import java.util.LinkedHashMap;
import java.util.Map;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.wire.Value;

/** VMs as exports and imports handle them: held by the operation from its beginning to its end. */
public final class VmTransfers {

    private final Store store;
    private final VmClaims claims;
    private final VmRecords records;

    VmTransfers(Store store, VmClaims claims, VmRecords records) {
        this.store = store;
        this.claims = claims;
        this.records = records;
    }

    /** An operation in progress; closing it ends it. */
    public interface Hold extends AutoCloseable {

        @Override
        void close();
    }

    /** Begins an export, when the VM allows it now. */
    public Hold export(Ref vm, RunningCall call) {
        return claims.begin(VmOperation.EXPORT, vm, call)::close;
    }

    /** Makes a halted VM on which nothing else is allowed until {@link #imported}. */
    public Ref importing(Map<String, Value> fields, RunningCall call) {
        var held = new LinkedHashMap<>(fields);
        held.put("power_state", PowerState.HALTED.value());
        held.put(
                "current_operations", Value.ofTexts(Map.of(call.operationRef().text(), VmOperation.IMPORT.wireName())));
        return records.insert(held);
    }

    /** Ends the import of a VM. */
    public void imported(Ref vm) {
        store.set("VM", vm, "current_operations", Value.NO_FIELDS);
    }

    /** Takes a VM away whose import failed. Its disks stay. */
    public void abandon(Ref vm) {
        store.write(() -> store.find("VM", vm).ifPresent(records::delete));
    }
}
