package org.vmc.lab.xenapi.rrd;

import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** All hosts and VMs with their statistics. */
final class Subjects {

    private static final double KIB = 1024;

    /** A measurement is begun this much after its time at the latest, and done. */
    static final long SETTLING_MILLIS = 1000;

    private static final long NEVER = Long.MAX_VALUE;

    private final Store store;
    private final GuestRuntime guests;
    private final InstantSource clock;
    private final long began;
    private final Map<String, MeasuredFigures> measured = new ConcurrentHashMap<>();

    Subjects(Store store, GuestRuntime guests, InstantSource clock) {
        this.store = store;
        this.guests = guests;
        this.clock = clock;
        this.began = clock.instant().getEpochSecond();
    }

    /** Measures what can be measured; to be called every five seconds. */
    void measure() {
        long now = Archive.FINE.lastRow(clock.instant().getEpochSecond());
        store.all("host").forEach(host -> guests.hostUsage(host.text("hostname"))
                .ifPresent(usage -> figures(host.uuid()).measured(now, usage, cpus(host))));
        store.all("VM").stream().filter(Subjects::isLive).forEach(vm -> guests.usage(UUID.fromString(vm.uuid()))
                .ifPresent(usage -> figures(vm.uuid()).measured(now, usage, vcpus(vm))));
        measured.keySet().removeIf(uuid -> !isKnown("VM", uuid) && !isKnown("host", uuid));
    }

    /** Seconds since 1970, at the last time something was measured. */
    long now() {
        return Archive.FINE.lastRow(clock.instant().minusMillis(SETTLING_MILLIS).getEpochSecond());
    }

    List<Subject> hosts() {
        return store.all("host").stream().map(this::host).toList();
    }

    List<Subject> runningVms() {
        return store.all("VM").stream()
                .filter(vm -> isLive(vm) && !vm.flag("is_control_domain"))
                .map(this::vm)
                .toList();
    }

    Subject host(Row host) {
        var metrics = store.row("host_metrics", host.ref("metrics"));
        var total = metrics.whole("memory_total");
        var sources = new ArrayList<Metric>();
        for (int cpu = 0; cpu < cpus(host); cpu++) {
            sources.add(Metric.fraction("cpu" + cpu, Signal.CPU));
        }
        sources.add(Metric.fraction("cpu_avg", Signal.CPU));
        sources.add(new Metric("loadavg", Signal.CPU, cpus(host), 0, Double.POSITIVE_INFINITY));
        sources.add(Metric.constant("memory_total_kib", total / KIB));
        sources.add(Metric.constant("memory_free_kib", metrics.whole("memory_free") / KIB));
        sources.add(Metric.of("pif_eth0_rx", Signal.RECEIVED));
        sources.add(Metric.of("pif_eth0_tx", Signal.SENT));
        return new Subject("host", host.uuid(), sources, figures(host.uuid(), began, total));
    }

    Subject vm(Row vm) {
        var memory = vm.whole("memory_dynamic_max");
        var sources = new ArrayList<Metric>();
        for (int cpu = 0; cpu < vcpus(vm); cpu++) {
            sources.add(Metric.fraction("cpu" + cpu, Signal.CPU));
        }
        sources.add(Metric.fraction("cpu_usage", Signal.CPU));
        sources.add(Metric.constant("memory", memory));
        sources.add(Metric.constant("memory_target", vm.whole("memory_target")));
        if (vm.ref("guest_metrics").isSet()) {
            // Only the tools know it.
            sources.add(new Metric("memory_internal_free", Signal.MEMORY, -1 / KIB, memory / KIB, memory / KIB));
        }
        for (var device : devices(vm, "VIFs", "VIF")) {
            sources.add(Metric.of("vif_" + device + "_rx", Signal.RECEIVED));
            sources.add(Metric.of("vif_" + device + "_tx", Signal.SENT));
        }
        for (var device : devices(vm, "VBDs", "VBD")) {
            sources.add(Metric.of("vbd_" + device + "_read", Signal.READ));
            sources.add(Metric.of("vbd_" + device + "_write", Signal.WRITTEN));
        }
        return new Subject("vm", vm.uuid(), sources, figures(vm.uuid(), started(vm), memory));
    }

    /** The host an address without further words means: the coordinator. */
    Ref coordinator() {
        return store.all("pool").iterator().next().ref("master");
    }

    private List<String> devices(Row vm, String field, String className) {
        return vm.refs(field).stream()
                .flatMap(ref -> store.find(className, ref).stream())
                .map(row -> row.text("device"))
                .filter(device -> !device.isEmpty())
                .toList();
    }

    private Figures figures(String uuid, long since, long memoryBytes) {
        Figures known = measured.get(uuid);
        return known != null
                ? known
                : new SimulatedFigures(UUID.fromString(uuid).getLeastSignificantBits(), since, memoryBytes);
    }

    private MeasuredFigures figures(String uuid) {
        return measured.computeIfAbsent(uuid, id -> new MeasuredFigures());
    }

    private long started(Row vm) {
        if (!isLive(vm)) {
            return NEVER;
        }
        return store.find("VM_metrics", vm.ref("metrics"))
                .map(metrics -> metrics.get("start_time"))
                .map(value -> value instanceof Value.Moment(var at) ? at.getEpochSecond() : NEVER)
                .orElse(NEVER);
    }

    private boolean isKnown(String className, String uuid) {
        return store.all(className).stream().anyMatch(row -> row.uuid().equals(uuid));
    }

    private static boolean isLive(Row vm) {
        return vm.text("power_state").equals("Running")
                || vm.text("power_state").equals("Paused");
    }

    private static long vcpus(Row vm) {
        return Math.max(1, vm.whole("VCPUs_at_startup"));
    }

    private static int cpus(Row host) {
        return Math.max(1, host.refs("host_CPUs").size());
    }
}
