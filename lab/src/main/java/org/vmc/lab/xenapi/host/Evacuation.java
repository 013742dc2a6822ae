package org.vmc.lab.xenapi.host;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.task.RunningCall;
import org.vmc.lab.xenapi.wire.Value;

/**
 * Moves all VMs of a host to others, each by {@code VM.pool_migrate}. Everything is planned before the first VM moves,
 * the largest first onto the host with the most free memory.
 */
final class Evacuation {

    private final Store store;
    private final HostMemory memory;
    private final Handlers handlers;

    Evacuation(Store store, HostMemory memory, Handlers handlers) {
        this.store = store;
        this.memory = memory;
        this.handlers = handlers;
    }

    /** Where each VM goes, or why it cannot. */
    private record Plan(Map<Ref, Ref> targets, Map<Ref, List<String>> obstacles) {}

    void run(Invocation in) throws InterruptedException {
        var plan = plan(in.ref("host"), in.call());
        plan.obstacles().values().stream().findFirst().ifPresent(Evacuation::refuse);
        for (var move : plan.targets().entrySet()) {
            in.call().checkCancelled();
            handlers.call(
                    "VM.pool_migrate",
                    List.of(move.getKey().value(), move.getValue().value(), Value.ofTexts(Map.of("live", "true"))),
                    in.call());
        }
    }

    /** {@code get_vms_which_prevent_evacuation}: VM to the error it would cause. */
    Value obstacles(Invocation in) throws InterruptedException {
        var answer = new LinkedHashMap<String, Value>();
        plan(in.ref("self"), in.call()).obstacles().forEach((vm, error) -> answer.put(vm.text(), Value.ofTexts(error)));
        return new Value.Fields(answer);
    }

    void requirePossible(Invocation in) throws InterruptedException {
        var obstacles = plan(in.ref("host"), in.call()).obstacles().values();
        if (!obstacles.isEmpty()) {
            var errors =
                    obstacles.stream().map(error -> String.join(",", error)).collect(Collectors.joining("|"));
            throw new XapiError("CANNOT_EVACUATE_HOST", errors);
        }
    }

    private Plan plan(Ref host, RunningCall call) throws InterruptedException {
        var free = freeMemoryBeside(host);
        var plan = new Plan(new LinkedHashMap<>(), new LinkedHashMap<>());
        for (var vm : residents(host)) {
            var obstacle = obstacle(vm, call);
            if (obstacle.isPresent()) {
                plan.obstacles().put(vm.ref(), obstacle.get());
                continue;
            }
            place(vm, free, plan);
        }
        return plan;
    }

    private static void place(Row vm, Map<Ref, Long> free, Plan plan) {
        var emptiest = free.entrySet().stream().max(Map.Entry.comparingByValue());
        if (emptiest.isEmpty()) {
            plan.obstacles().put(vm.ref(), List.of("NO_HOSTS_AVAILABLE"));
            return;
        }
        long needed = HostMemory.neededBytes(vm);
        long available = emptiest.get().getValue();
        if (needed > available) {
            plan.obstacles()
                    .put(
                            vm.ref(),
                            List.of("HOST_NOT_ENOUGH_FREE_MEMORY", Long.toString(needed), Long.toString(available)));
            return;
        }
        plan.targets().put(vm.ref(), emptiest.get().getKey());
        free.merge(emptiest.get().getKey(), -needed, Long::sum);
    }

    private List<Row> residents(Ref host) {
        return store.row("host", host).refs("resident_VMs").stream()
                .flatMap(vm -> store.find("VM", vm).stream())
                .filter(vm -> !vm.flag("is_control_domain"))
                .sorted(Comparator.comparingLong(HostMemory::neededBytes).reversed())
                .toList();
    }

    private Map<Ref, Long> freeMemoryBeside(Ref host) {
        var free = new HashMap<Ref, Long>();
        store.all("host").stream()
                .filter(other -> !other.ref().equals(host) && other.flag("enabled") && memory.live(other))
                .forEach(other -> free.put(other.ref(), memory.freeBytes(other.ref())));
        return free;
    }

    /** Whatever would refuse the migration. */
    private Optional<List<String>> obstacle(Row vm, RunningCall call) throws InterruptedException {
        try {
            handlers.call("VM.assert_operation_valid", List.of(vm.ref().value(), Value.of("pool_migrate")), call);
            return Optional.empty();
        } catch (XapiError refused) {
            var error = new ArrayList<>(List.of(refused.code()));
            error.addAll(refused.params());
            return Optional.of(error);
        }
    }

    private static void refuse(List<String> error) {
        throw new XapiError(error.getFirst(), error.subList(1, error.size()));
    }
}
