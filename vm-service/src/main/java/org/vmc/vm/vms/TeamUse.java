package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.OperationFilter;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.OperationState;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.quotas.Amounts;
import org.vmc.vm.quotas.Quotas;

/**
 * What teams use of their quotas. A VM that is being started and a snapshot that is being taken count from the moment
 * that was accepted, so that two requests at once cannot both have the last of it.
 */
@ApplicationScoped
class TeamUse {

    /** As many of the newest snapshots of all teams are looked at; more are never under way at once. */
    private static final int NEWEST = 200;
    /** A pool tells of a snapshot long before this. */
    private static final Duration TOLD_WITHIN = Duration.ofSeconds(5);

    private final Vms vms;
    private final Inventory inventory;
    private final Operations operations;
    private final Quotas quotas;
    private final Clock clock = Clock.systemUTC();

    TeamUse(Vms vms, Inventory inventory, Operations operations, Quotas quotas) {
        this.vms = vms;
        this.inventory = inventory;
        this.operations = operations;
        this.quotas = quotas;
    }

    /** What a team uses now. */
    Amounts of(String team) {
        List<Vm> ofTeam = ofTeam(team);
        return use(ofTeam).plus(Amounts.ofSnapshots(snapshotsUnderWay(ofTeam)));
    }

    private List<Vm> ofTeam(String team) {
        return vms.read(() -> vms.ofTeam(team));
    }

    private Amounts use(List<Vm> ofTeam) {
        return ofTeam.stream().map(this::use).reduce(Amounts.NOTHING, Amounts::plus);
    }

    /** Snapshots of these VMs that are accepted and that the pool has not told of. */
    private int snapshotsUnderWay(List<Vm> among) {
        Map<UUID, Vm> byId = among.stream().collect(Collectors.toMap(vm -> vm.id, Function.identity()));
        Instant longAgo = clock.instant().minus(TOLD_WITHIN);
        return Math.toIntExact(
                operations.list(new OperationFilter(null, SnapshotVm.NAME, null, null, null, NEWEST)).stream()
                        .filter(taking -> byId.containsKey(taking.target().id()))
                        .filter(taking -> !taking.state().isEnded()
                                || (taking.state() == OperationState.SUCCEEDED
                                        && taking.finishedAt() != null
                                        && taking.finishedAt().isAfter(longAgo)))
                        .filter(taking -> !isTold(
                                Objects.requireNonNull(byId.get(taking.target().id())), taking))
                        .count());
    }

    private boolean isTold(Vm vm, Operation taking) {
        String uuid = taking.learned().getOrDefault(SnapshotVm.SNAPSHOT_UUID, "");
        return inventory.snapshots(vm.pool, vm.xenUuid).stream()
                .anyMatch(snapshot -> snapshot.uuid().equals(uuid));
    }

    /**
     * Refuses what the team's quota does not allow; called inside the accepting transaction, whose end lets the next
     * request of the team in.
     *
     * @throws org.vmc.http.problem.ProblemException 409 saying which limit would be passed and by how much
     */
    void require(String team, Amounts asked) {
        vms.holdTeam(team);
        // Who asks for no snapshot need not wait for those under way to be counted.
        quotas.of(team).require(asked.snapshots() == 0 ? use(ofTeam(team)) : of(team), asked);
    }

    /** In which words {@link #require} would refuse; empty when it would not. */
    Optional<ProblemException> refusal(String team, Amounts asked) {
        try {
            require(team, asked);
            return Optional.empty();
        } catch (ProblemException refused) {
            return Optional.of(refused);
        }
    }

    /** As {@link #require} for a halted or suspended VM that is to run; it counts from now on. */
    void requireRunning(Vm vm) {
        if (vm.startAccepted) {
            throw ProblemException.conflict("%s is about to be started already.".formatted(vm.name));
        }
        require(vm.team, Amounts.running(vm.vcpus, vm.memoryMib));
        vms.change(vm.id, row -> row.startAccepted = true);
    }

    private Amounts use(Vm vm) {
        boolean off = vm.powerState == PowerState.HALTED || vm.powerState == PowerState.SUSPENDED;
        Amounts running = off && !vm.startAccepted ? Amounts.NOTHING : Amounts.running(vm.vcpus, vm.memoryMib);
        return new Amounts(1, 0, 0, inventory.snapshots(vm.pool, vm.xenUuid).size()).plus(running);
    }
}
