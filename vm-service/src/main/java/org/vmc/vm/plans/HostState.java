package org.vmc.vm.plans;

import java.util.ArrayList;
import java.util.List;
import org.vmc.vm.placement.HostFacts;
import org.vmc.vm.placement.Profile;
import org.vmc.vm.vms.RunningVm;

/** A host while VMs are moved in thought. Not thread-safe. */
final class HostState {

    private final HostFacts facts;
    private final boolean open;
    private final List<Long> otherClaimsMib;
    private final Profile otherLoad;
    private final List<RunningVm> vms;

    /**
     * @param vms those that run there
     * @param leaving whether it is to be emptied
     */
    HostState(HostFacts facts, List<RunningVm> vms, boolean leaving) {
        this.facts = facts;
        this.open = facts.open() && !leaving;
        this.vms = new ArrayList<>(vms);
        this.otherClaimsMib = new ArrayList<>(facts.claimsMib());
        Profile known = Profile.NONE;
        for (RunningVm vm : vms) {
            otherClaimsMib.remove((Long) (long) vm.demand().memoryMib());
            known = known.plus(vm.demand().profile());
        }
        this.otherLoad = facts.load().minus(known);
    }

    HostFacts facts() {
        return facts;
    }

    String name() {
        return facts.name();
    }

    boolean open() {
        return open;
    }

    List<RunningVm> vms() {
        return List.copyOf(vms);
    }

    void add(RunningVm vm) {
        vms.add(vm);
    }

    void remove(RunningVm vm) {
        vms.remove(vm);
    }

    long memoryMib() {
        return facts.memoryMib();
    }

    /** What is claimed there beside the VMs that run there: by VMs on their way. */
    long otherMib() {
        return otherClaimsMib.stream().mapToLong(Long::longValue).sum();
    }

    /** What VMs press there beside those that run there. */
    Profile otherLoad() {
        return otherLoad;
    }

    List<Long> claimsMib() {
        List<Long> claims = new ArrayList<>(otherClaimsMib);
        vms.forEach(vm -> claims.add((long) vm.demand().memoryMib()));
        return claims;
    }

    long freeMib() {
        return memoryMib() - claimsMib().stream().mapToLong(Long::longValue).sum();
    }

    Profile load() {
        return vms.stream().map(vm -> vm.demand().profile()).reduce(otherLoad, Profile::plus);
    }

    /** How much the VM presses what the others there press. */
    long overlapWith(RunningVm vm) {
        Profile all = load();
        Profile others = vms.contains(vm) ? all.minus(vm.demand().profile()) : all;
        return others.overlap(vm.demand().profile());
    }

    /** The same of every pair there. */
    long overlap() {
        Profile load = load();
        long own = vms.stream()
                .mapToLong(vm -> vm.demand().profile().overlap(vm.demand().profile()))
                .sum();
        return (load.overlap(load) - own) / 2;
    }

    /** Whether a VM is there that this one must be kept apart from. */
    boolean hasGroupOf(RunningVm vm) {
        return vm.apartFrom() != null
                && vms.stream().anyMatch(other -> other != vm && vm.apartFrom().equals(other.apartFrom()));
    }
}
