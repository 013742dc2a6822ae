package org.vmc.vm.vms;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.PowerState;

/** VMs of a pool {@code lab} for tests of features that only look. */
public final class CountedVms {

    private CountedVms() {}

    /** One of ana's that runs, with one VCPU and 1 GiB. */
    public static CountedVm running(String name, String host, @Nullable UUID request) {
        return ours(name, "ana", PowerState.RUNNING, host, "10.77.1.1", request);
    }

    /** One that is halted. */
    public static CountedVm halted(String name, String owner) {
        return ours(name, owner, PowerState.HALTED, null, null, null);
    }

    /** One that was not made here. */
    public static CountedVm stranger(String id, String name, @Nullable String address) {
        return new CountedVm(
                id, name, false, PowerState.RUNNING, true, "lab", "h1", address, null, null, 2, 2048, null, null, null);
    }

    private static CountedVm ours(
            String name,
            String owner,
            PowerState state,
            @Nullable String host,
            @Nullable String address,
            @Nullable UUID request) {
        return new CountedVm(
                "id-" + name,
                name,
                true,
                state,
                address != null,
                "lab",
                host,
                address,
                "t1.micro",
                "debian-12",
                1,
                1024,
                owner,
                "compilers",
                request);
    }
}
