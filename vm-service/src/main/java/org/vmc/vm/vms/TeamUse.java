package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.Optional;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.quotas.Amounts;
import org.vmc.vm.quotas.Quotas;

/**
 * What teams use of their quotas. A VM that is being started counts from the moment that was accepted, so that two
 * requests at once cannot both have the last of it.
 */
@ApplicationScoped
class TeamUse {

    private final Vms vms;
    private final Inventory inventory;
    private final Quotas quotas;

    TeamUse(Vms vms, Inventory inventory, Quotas quotas) {
        this.vms = vms;
        this.inventory = inventory;
        this.quotas = quotas;
    }

    /** What a team uses now. */
    Amounts of(String team) {
        return vms.read(() -> vms.ofTeam(team)).stream().map(this::use).reduce(Amounts.NOTHING, Amounts::plus);
    }

    /**
     * Refuses what the team's quota does not allow; called inside the accepting transaction, whose end lets the next
     * request of the team in.
     *
     * @throws org.vmc.http.problem.ProblemException 409 saying which limit would be passed and by how much
     */
    void require(String team, Amounts asked) {
        vms.holdTeam(team);
        quotas.of(team).require(of(team), asked);
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
