package org.vmc.vm.reports;

import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.HostRef;
import org.vmc.vm.xen.SrRef;
import org.vmc.vm.xen.VmRef;
import org.vmc.vm.xen.XenBoot;
import org.vmc.vm.xen.XenHost;
import org.vmc.vm.xen.XenHostMetrics;
import org.vmc.vm.xen.XenObject;
import org.vmc.vm.xen.XenPbd;
import org.vmc.vm.xen.XenPoolRecord;
import org.vmc.vm.xen.XenStorage;
import org.vmc.vm.xen.XenVm;

/** A pool {@code lab} put together by hand; names stand for references and uuids as well. */
final class PoolFixture {

    static final Instant SEEN = Instant.parse("2026-11-23T05:34:12Z");

    private static final long MIB = 1024L * 1024;
    private static final long GIB = 1024 * MIB;

    private final Map<String, XenObject> objects = new HashMap<>();

    /** A host with four CPUs that is up; the first becomes the coordinator. */
    PoolFixture host(String name, long memoryMib) {
        return host(name, memoryMib, true, true);
    }

    PoolFixture host(String name, long memoryMib, boolean enabled, boolean live) {
        var metrics = "metrics-" + name;
        put(new XenHostMetrics(metrics, live, memoryMib * MIB));
        put(new XenHost(
                new HostRef(name),
                name,
                name,
                "10.77.0.1",
                enabled,
                4,
                0,
                metrics,
                Map.of(),
                Map.of(),
                List.of(),
                Map.of(),
                Map.of()));
        if (!objects.containsKey("pool")) {
            settings(name, true, null);
        }
        return this;
    }

    PoolFixture settings(String coordinator, boolean highlyAvailable, @Nullable String defaultStorage) {
        return put(new XenPoolRecord(
                "pool",
                "pool",
                "",
                new HostRef(coordinator),
                highlyAvailable,
                defaultStorage == null ? null : new SrRef(defaultStorage)));
    }

    /** A VM with two VCPUs; it is halted when it has no host. */
    PoolFixture vm(String name, @Nullable String host, long memoryMib) {
        return put(new XenVm(
                new VmRef(name),
                name,
                name,
                "",
                host == null ? "Halted" : "Running",
                false,
                false,
                false,
                null,
                null,
                false,
                host == null ? null : new HostRef(host),
                null,
                host == null ? -1 : 1,
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
                Map.of()));
    }

    /** An SR of 100 GiB of which 10 are used and 50 promised, plugged on these hosts. */
    PoolFixture storage(String name, boolean shared, String... hosts) {
        return storage(name, shared, "user", 100, hosts);
    }

    PoolFixture storage(String name, boolean shared, String contentType, long sizeGib, String... hosts) {
        put(new XenStorage(new SrRef(name), name, name, "nfs", contentType, shared, sizeGib * GIB, 10 * GIB, 50 * GIB));
        for (var host : hosts) {
            put(new XenPbd(name + "@" + host, new HostRef(host), new SrRef(name), true));
        }
        return this;
    }

    /** The pool as it was heard. */
    PoolSnapshot heard() {
        return new PoolSnapshot("lab", Map.copyOf(objects), SEEN, null);
    }

    /** The pool as it was before it could no longer be heard. */
    PoolSnapshot lost() {
        return new PoolSnapshot("lab", Map.copyOf(objects), SEEN, "no answer");
    }

    private PoolFixture put(XenObject object) {
        objects.put(object.reference(), object);
        return this;
    }
}
