package org.vmc.vm.vms;

import java.util.List;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.catalogue.Flavour;
import org.vmc.vm.catalogue.VmRole;
import org.vmc.vm.leases.Lease;
import org.vmc.vm.placement.PlacementPolicy;
import org.vmc.vm.placement.Profile;

/**
 * VMs somebody asks for, all of one kind, checked as far as that goes without a transaction.
 *
 * @param role what they are for, if anybody knows
 * @param lease how long they may be kept; null for ever
 * @param spread whether they should keep away from each other
 * @param avoidHosts hosts they must not be put on
 * @param onlyHost the host asked for, if any
 * @param apart whether no two of them may be on one host
 * @param placement what a host is preferred for
 * @param making how they are made of the template
 */
public record VmOrder(
        List<String> names,
        String pool,
        String template,
        Flavour flavour,
        @Nullable VmRole role,
        @Nullable Lease lease,
        boolean spread,
        List<String> avoidHosts,
        @Nullable String onlyHost,
        boolean apart,
        PlacementPolicy placement,
        Making making) {

    public VmOrder {
        names = List.copyOf(names);
        avoidHosts = List.copyOf(avoidHosts);
    }

    /** VMs that may be on one host, each where it is best for speed. */
    public VmOrder(
            List<String> names,
            String pool,
            String template,
            Flavour flavour,
            @Nullable VmRole role,
            @Nullable Lease lease,
            boolean spread,
            List<String> avoidHosts,
            @Nullable String onlyHost,
            Making making) {
        this(
                names,
                pool,
                template,
                flavour,
                role,
                lease,
                spread,
                avoidHosts,
                onlyHost,
                false,
                PlacementPolicy.SPREAD,
                making);
    }

    /** What one of them presses. */
    Profile profile() {
        return role == null ? Profile.NONE : role.demand();
    }
}
