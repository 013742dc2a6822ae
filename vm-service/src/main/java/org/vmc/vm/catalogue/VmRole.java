package org.vmc.vm.catalogue;

import java.util.List;
import java.util.stream.IntStream;
import org.vmc.vm.placement.Profile;

/**
 * What a VM is for, and what that presses: VMs of roles that complement each other share a host.
 *
 * @param summary in words
 * @param demand each resource from 0 to 5
 * @param templates names of the templates whose clones have this role unless somebody says otherwise
 */
public record VmRole(String name, String summary, Profile demand, List<String> templates) {

    public VmRole {
        templates = List.copyOf(templates);
        boolean inRange = IntStream.of(demand.cpu(), demand.memory(), demand.disk(), demand.network())
                .allMatch(pressure -> pressure >= 0 && pressure <= Profile.MOST);
        if (!inRange) {
            throw new IllegalArgumentException("Role " + name + " demands something outside 0 to " + Profile.MOST);
        }
    }
}
