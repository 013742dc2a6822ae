package org.vmc.lab.xenapi.pool;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.vmc.lab.xenapi.host.HostMemory;
import org.vmc.lab.xenapi.host.Members;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.storage.Disks;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** High availability: its switch, its state files on shared storage, and how many failures it can bear. */
public final class HighAvailability {

    /** Restart priority of a VM that is started again when its host fails. */
    static final String RESTART = "restart";

    static final String BEST_EFFORT = "best-effort";
    private static final Set<String> PRIORITIES = Set.of(RESTART, BEST_EFFORT, "");
    private static final long STATE_FILE_BYTES = 4L << 20;

    private final Store store;
    private final Members members;
    private final Disks disks;
    private final FailoverPlan plan;

    public HighAvailability(Store store, Members members, HostMemory memory, Disks disks) {
        this.store = store;
        this.members = members;
        this.disks = disks;
        this.plan = new FailoverPlan(store, memory);
    }

    /** Registers the messages. */
    public void register(Handlers handlers) {
        handlers.onVoid("pool.enable_ha", this::enable)
                .onVoid("pool.disable_ha", in -> {
                    requireOn();
                    disable();
                })
                .onVoid("pool.set_ha_host_failures_to_tolerate", this::setFailuresToTolerate)
                .on("pool.ha_failover_plan_exists", in -> Value.of(bears(in.whole("n"))))
                .on("pool.ha_compute_max_host_failures_to_tolerate", in -> Value.of(plan.most(protectedVms())))
                .on("pool.ha_compute_hypothetical_max_host_failures_to_tolerate", this::hypothetically)
                .on("pool.ha_compute_vm_failover_plan", this::failoverPlan)
                .onMissing("VM.set_ha_restart_priority", this::setPriority)
                .onMissing("VM.set_ha_always_run", this::setAlwaysRun);
    }

    /** Whether it is on. */
    public boolean enabled() {
        return members.pool().flag("ha_enabled");
    }

    /** Fails when it is on: the change asked for would take it by surprise. */
    public void requireOff() {
        if (enabled()) {
            throw new XapiError("HA_IS_ENABLED");
        }
    }

    /** Fails when the pool could no longer bear the failures it shall, were a host away. */
    public void requireBearableWithout(Ref host) {
        var failures = members.pool().whole("ha_host_failures_to_tolerate");
        if (enabled() && failures > 0 && !plan.existsFor(failures, protectedVms(), Set.of(host))) {
            throw new XapiError("HA_OPERATION_WOULD_BREAK_FAILOVER_PLAN");
        }
    }

    private void requireOn() {
        if (!enabled()) {
            throw new XapiError("HA_NOT_ENABLED");
        }
    }

    private boolean bears(long failures) {
        return plan.existsFor(failures, protectedVms(), Set.of());
    }

    private void enable(Invocation in) {
        requireOff();
        var srs = in.refs("heartbeat_srs").isEmpty() ? sharedSrs() : in.refs("heartbeat_srs");
        for (var sr : srs) {
            if (!store.row("SR", sr).flag("shared")) {
                throw new XapiError("HA_CONSTRAINT_VIOLATION_SR_NOT_SHARED", sr.text());
            }
        }
        if (srs.isEmpty()) {
            throw new XapiError("HA_HOST_CANNOT_ACCESS_STATEFILE");
        }
        members.all().keySet().forEach(members::requirePowered);
        store.write(() -> {
            var stateFiles = srs.stream().map(this::stateFile).toList();
            store.set(
                    "pool",
                    members.pool().ref(),
                    Map.of(
                            "ha_enabled", Value.of(true),
                            "ha_statefiles", Value.ofTexts(stateFiles),
                            "ha_configuration", new Value.Fields(in.fields("configuration"))));
            members.all().keySet().forEach(host -> arm(host, stateFiles));
            refresh();
        });
    }

    private List<Ref> sharedSrs() {
        return store.all("SR").stream()
                .filter(sr -> sr.flag("shared"))
                .map(Row::ref)
                .toList();
    }

    private String stateFile(Ref sr) {
        return disks.createFilled(
                        Map.of(
                                "name_label", Value.of("Statefile for HA"),
                                "name_description", Value.of("Used for storage heartbeating"),
                                "SR", sr.value(),
                                "type", Value.of("ha_statefile"),
                                "sharable", Value.of(true),
                                "virtual_size", Value.of(STATE_FILE_BYTES)),
                        STATE_FILE_BYTES)
                .text();
    }

    private void arm(Ref host, List<String> stateFiles) {
        var peers = members.all().keySet().stream()
                .map(peer -> store.row("host", peer).uuid())
                .sorted()
                .toList();
        store.set(
                "host",
                host,
                Map.of("ha_statefiles", Value.ofTexts(stateFiles), "ha_network_peers", Value.ofTexts(peers)));
    }

    /** Turns it off and removes the state files. Does nothing when it is off. */
    void disable() {
        store.write(() -> {
            members.pool().items("ha_statefiles").forEach(file -> store.find("VDI", new Ref(file))
                    .ifPresent(row -> disks.destroy(row.ref())));
            store.set(
                    "pool",
                    members.pool().ref(),
                    Map.of(
                            "ha_enabled", Value.of(false),
                            "ha_statefiles", Value.NO_ITEMS,
                            "ha_configuration", Value.NO_FIELDS,
                            "ha_plan_exists_for", Value.of(0),
                            "ha_overcommitted", Value.of(false)));
            members.all()
                    .keySet()
                    .forEach(host -> store.set(
                            "host", host, Map.of("ha_statefiles", Value.NO_ITEMS, "ha_network_peers", Value.NO_ITEMS)));
        });
    }

    private void setFailuresToTolerate(Invocation in) {
        long failures = in.whole("value");
        if (failures < 0) {
            throw new XapiError("INVALID_VALUE", "ha_host_failures_to_tolerate", Long.toString(failures));
        }
        if (enabled() && !bears(failures)) {
            throw new XapiError("HA_NO_PLAN");
        }
        store.write(() -> {
            store.set("pool", in.ref("self"), "ha_host_failures_to_tolerate", Value.of(failures));
            refresh();
        });
    }

    /** Brings what the pool shows of its plan up to date. */
    void refresh() {
        var pool = members.pool();
        if (!pool.flag("ha_enabled")) {
            return;
        }
        long wanted = pool.whole("ha_host_failures_to_tolerate");
        long borne = Math.min(wanted, plan.most(protectedVms()));
        store.set(
                "pool",
                pool.ref(),
                Map.of("ha_plan_exists_for", Value.of(borne), "ha_overcommitted", Value.of(borne < wanted)));
    }

    private Value hypothetically(Invocation in) {
        var wanted = in.fields("configuration").entrySet().stream()
                .filter(entry -> entry.getValue().equals(Value.of(RESTART)))
                .map(entry -> store.row("VM", new Ref(entry.getKey())).ref())
                .collect(Collectors.toSet());
        return Value.of(plan.most(wanted));
    }

    private Value failoverPlan(Invocation in) {
        var failed = Set.copyOf(in.refs("failed_hosts"));
        var vms = in.refs("failed_vms").stream().map(vm -> store.row("VM", vm)).toList();
        var answer = new LinkedHashMap<String, Value>();
        plan.place(vms, failed)
                .forEach((vm, host) -> answer.put(
                        vm.text(),
                        Value.ofTexts(host.map(found -> Map.of("host", found.text()))
                                .orElse(Map.of("error_code", "NO_HOSTS_AVAILABLE")))));
        return new Value.Fields(answer);
    }

    private Value setPriority(Invocation in) {
        var priority = in.text("value");
        if (!PRIORITIES.contains(priority)) {
            throw new XapiError("INVALID_VALUE", "ha_restart_priority", priority);
        }
        var vm = in.ref("self");
        store.row("VM", vm);
        store.write(() -> {
            store.set("VM", vm, "ha_restart_priority", Value.of(priority));
            refresh();
        });
        return Value.NOTHING;
    }

    private Value setAlwaysRun(Invocation in) {
        store.set("VM", in.ref("self"), "ha_always_run", Value.of(in.flag("value")));
        return Value.NOTHING;
    }

    private Set<Ref> protectedVms() {
        return store.all("VM").stream()
                .filter(vm -> vm.text("ha_restart_priority").equals(RESTART))
                .map(Row::ref)
                .collect(Collectors.toSet());
    }
}
