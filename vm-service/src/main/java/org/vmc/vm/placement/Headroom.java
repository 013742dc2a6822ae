package org.vmc.vm.placement;

import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.PriorityQueue;

/**
 * Whether the VMs of a lost host find room on those that are left: the biggest first, each where most is free. There
 * may be a cleverer order in which they would fit; nobody packs VMs that way after a failure.
 *
 * @param homeless VMs that find none
 * @param homelessMib what these need
 */
public record Headroom(int homeless, long homelessMib) {

    /** What becomes of the VMs of a host, in MiB, when these amounts are free on the others. */
    public static Headroom after(Collection<Long> displacedMib, Collection<Long> freeMib) {
        PriorityQueue<Long> free = new PriorityQueue<>(Comparator.reverseOrder());
        free.addAll(freeMib);
        List<Long> biggestFirst =
                displacedMib.stream().sorted(Comparator.reverseOrder()).toList();
        int homeless = 0;
        long homelessMib = 0;
        for (long need : biggestFirst) {
            Long most = free.peek();
            if (most == null || most < need) {
                homeless++;
                homelessMib += need;
                continue;
            }
            free.remove();
            free.add(most - need);
        }
        return new Headroom(homeless, homelessMib);
    }

    /** Whether all of them find room. */
    public boolean suffices() {
        return homeless == 0;
    }
}
