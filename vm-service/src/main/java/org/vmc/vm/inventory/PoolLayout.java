package org.vmc.vm.inventory;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.placement.CpuFlags;
import org.vmc.vm.xen.VmRef;

/**
 * How the VMs of a pool lie on its hosts and its storage, found in one pass: pools have thousands of objects, and a
 * placement looks at every host. Of a VM more is worked out when it is asked for. Not thread-safe.
 */
public final class PoolLayout {

    private final LayoutPass pass;
    private final List<Room> rooms;

    PoolLayout(LayoutPass pass, List<Room> rooms) {
        this.pass = pass;
        this.rooms = rooms;
    }

    /**
     * A host and what it has for VMs.
     *
     * @param freeMib memory no VM has claimed
     * @param claimsMib what each VM there or on its way there has claimed; the control domain is left out
     * @param storage uuids of the SRs it reaches now
     */
    public record Room(ObservedHost host, long freeMib, List<Long> claimsMib, Set<String> storage) {}

    /**
     * A VM or template and what it needs.
     *
     * @param hostUuid host it runs on, null when it does not run
     * @param claimMib what it may use at most
     * @param storage names of the SRs its disks are on, by uuid
     * @param cpu what it found when it booted, if it has not halted since
     */
    public record Resident(
            VmRef ref,
            String uuid,
            String name,
            @Nullable String hostUuid,
            long claimMib,
            int vcpus,
            Map<String, String> storage,
            CpuFlags cpu) {}

    /** One for each host, ordered by the host's name. */
    public List<Room> rooms() {
        return rooms;
    }

    /** The VM or template of this uuid. */
    public Optional<Resident> vm(@Nullable String uuid) {
        return pass.vm(uuid).map(pass::resident);
    }

    /** A template of this name. */
    public Optional<Resident> template(String name) {
        return pass.template(name).map(pass::resident);
    }

    /** Uuid of the host the VM runs on; empty when it does not run. */
    public Optional<String> hostOf(@Nullable String uuid) {
        return pass.vm(uuid).flatMap(pass::host);
    }

    /** Whether the VM's memory counts on this host already: it runs there, or is on its way. */
    public boolean claims(@Nullable String uuid, String hostUuid) {
        return pass.vm(uuid).filter(vm -> pass.claims(vm, hostUuid)).isPresent();
    }

    static PoolLayout of(PoolSnapshot pool) {
        return new LayoutPass(pool).layout();
    }
}
