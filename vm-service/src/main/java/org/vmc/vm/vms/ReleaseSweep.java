package org.vmc.vm.vms;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import org.jboss.logging.Logger;
import org.vmc.http.identity.Role;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.Origin;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;

/**
 * Deletes released VMs whose deletion has failed, such as for a pool that was away too long: whoever released them has
 * been told that they are taken care of and does not ask again.
 *
 * <p>Takes no input and may run at any time, in several replicas at once: a VM about which any operation is under way
 * is left to that, and the row's lock lets one replica look at a time.
 */
@ApplicationScoped
class ReleaseSweep {

    private static final Logger LOG = Logger.getLogger(ReleaseSweep.class);
    private static final String CAUSE = "release-sweep";

    private final Inventory inventory;
    private final Operations operations;
    private final UnderWay underWay;
    private final VmOrders orders;
    private final Vms vms;

    ReleaseSweep(Inventory inventory, Operations operations, UnderWay underWay, VmOrders orders, Vms vms) {
        this.inventory = inventory;
        this.operations = operations;
        this.underWay = underWay;
        this.orders = orders;
        this.vms = vms;
    }

    @Scheduled(
            every = "${vmc.vms.sweep-every:5m}",
            delayed = "1m",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() {
        vms.read(vms::released).stream()
                .filter(vm ->
                        inventory.pool(vm.pool).filter(PoolSnapshot::reachable).isPresent())
                .forEach(vm -> QuarkusTransaction.requiringNew().run(() -> vms.change(vm.id, this::deleteAgain)));
    }

    private void deleteAgain(Vm vm) {
        if (!vm.live() || vm.releasedAt == null || underWay.on(vm.id)) {
            return;
        }
        Origin origin = new Origin(vm.owner, Role.ENGINEER.wireName(), vm.team, CAUSE, vm.correlationId, null);
        operations.submit(origin, null, () -> List.of(orders.deletion(vm)));
        LOG.infof("Deleting %s again: it was released at %s and is still there", vm.name, vm.releasedAt);
    }
}
