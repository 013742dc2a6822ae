package org.vmc.vm.vms;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.placement.HostFacts;
import org.vmc.vm.placement.Profile;
import org.vmc.vm.xen.HostRef;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenBoot;
import org.vmc.vm.xen.XenHost;
import org.vmc.vm.xen.XenHostMetrics;
import org.vmc.vm.xen.XenObject;
import org.vmc.vm.xen.XenPbd;
import org.vmc.vm.xen.XenStorage;
import org.vmc.vm.xen.XenVbd;
import org.vmc.vm.xen.XenVdi;
import org.vmc.vm.xen.XenVm;

/** A pool as it is last heard, and our rows of its VMs, both in memory: what a decision is made from. */
public final class BigPool {

    private static final long MIB = 1024L * 1024;
    private static final UUID NOBODY = new UUID(0, 0);
    private static final Map<String, Profile> ROLES =
            Map.of("compilation", new Profile(5, 3, 3, 2), "file-server", new Profile(1, 2, 5, 4));

    private final PoolSnapshot pool;
    private final List<Vm> rows;

    private BigPool(PoolSnapshot pool, List<Vm> rows) {
        this.pool = pool;
        this.rows = rows;
    }

    /** Hosts of 256 GiB that share an SR, and VMs of half a GiB to three, each with a disk. */
    public static BigPool of(int hosts, int vms) {
        Map<String, XenObject> objects = new HashMap<>();
        objects.put("sr", new XenStorage(new SrRef("sr"), "sr", "nfs", "nfs", "user", true, 1L << 50, 0, 0));
        for (int host = 0; host < hosts; host++) {
            String name = "h" + host;
            objects.put("m" + host, new XenHostMetrics("m" + host, true, 256 * 1024 * MIB));
            objects.put(
                    name,
                    new XenHost(
                            new HostRef(name),
                            name,
                            name,
                            name,
                            true,
                            48,
                            0,
                            "m" + host,
                            Map.of(),
                            Map.of(),
                            List.of(),
                            Map.of(),
                            Map.of()));
            objects.put("pbd" + host, new XenPbd("pbd" + host, new HostRef(name), new SrRef("sr"), true));
        }
        Random random = new Random(7);
        List<Vm> rows = new ArrayList<>();
        for (int i = 0; i < vms; i++) {
            String host = "h" + random.nextInt(hosts);
            int memoryMib = 512 * (1 + random.nextInt(6));
            objects.put("vm" + i, vm("vm" + i, host, memoryMib));
            objects.put("vbd" + i, new XenVbd("vbd" + i, new VmRef("vm" + i), "vdi" + i));
            objects.put(
                    "vdi" + i, new XenVdi("vdi" + i, "vdi" + i, "", new SrRef("sr"), 0, List.of(), false, Map.of()));
            rows.add(row("vm" + i, host, memoryMib, random.nextBoolean() ? "compilation" : "file-server"));
        }
        return new BigPool(new PoolSnapshot("big", Map.copyOf(objects), Instant.EPOCH, null), rows);
    }

    /** What a decision begins with; worked out anew each time, as for each VM that is placed. */
    public List<HostFacts> hosts() {
        return new HostCensus(pool.layout(), role -> ROLES.getOrDefault(String.valueOf(role), Profile.NONE))
                .count(rows, NOBODY, NOBODY)
                .facts();
    }

    private static XenVm vm(String name, String host, int memoryMib) {
        return new XenVm(
                new VmRef(name),
                name,
                name,
                "",
                "Running",
                false,
                false,
                false,
                null,
                null,
                false,
                new HostRef(host),
                null,
                1,
                memoryMib * MIB,
                memoryMib * MIB,
                0,
                2,
                Map.of(),
                new XenBoot("hvm", "BIOS order", Map.of(), "", "", ""),
                Map.of(),
                Map.of(),
                null,
                Map.of(),
                List.of(),
                Map.of());
    }

    private static Vm row(String name, String host, int memoryMib, String role) {
        Vm vm = new Vm();
        vm.id = UUID.randomUUID();
        vm.name = name;
        vm.xenUuid = name;
        vm.hostUuid = host;
        vm.memoryMib = memoryMib;
        vm.role = role;
        vm.correlationId = vm.id;
        return vm;
    }
}
