package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;

/** Refuses new work for a pool that cannot be heard: what would be checked against it is out of date. */
@ApplicationScoped
class Reachability {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(10);

    private final Inventory inventory;

    Reachability(Inventory inventory) {
        this.inventory = inventory;
    }

    /** @throws ProblemException 503 when the pool cannot be heard */
    PoolSnapshot require(String pool) {
        PoolSnapshot snapshot = inventory.pool(pool).orElseThrow(() -> ProblemException.notFound("pool", pool));
        String trouble = snapshot.trouble();
        if (trouble != null) {
            throw unreachable(pool, trouble);
        }
        return snapshot;
    }

    static ProblemException unreachable(String pool, String why) {
        return ProblemException.of(
                        ProblemType.POOL_UNREACHABLE,
                        "Pool %s cannot be reached (%s). Nothing was changed; try again when it answers."
                                .formatted(pool, why))
                .retryAfter(RETRY_AFTER);
    }
}
