package org.vmc.vm.warmpool;

import java.util.List;
import org.vmc.vm.vms.WarmVms.WarmVm;

/**
 * What is kept ready of one template and type.
 *
 * @param size how many there shall be
 * @param ready how many could be handed over now
 * @param making how many are being made
 */
record WarmPoolView(String pool, String template, String type, int size, long ready, long making) {

    static WarmPoolView of(WarmSize size, List<WarmVm> vms) {
        List<WarmVm> mine = vms.stream()
                .filter(vm -> size.isOf(vm.pool(), vm.template(), vm.type()))
                .toList();
        return new WarmPoolView(
                size.pool(),
                size.template(),
                size.type(),
                size.size(),
                mine.stream().filter(WarmVm::ready).count(),
                mine.stream().filter(vm -> !vm.made()).count());
    }
}
