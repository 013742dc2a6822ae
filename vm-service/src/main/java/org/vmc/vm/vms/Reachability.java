package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.time.Duration;
import java.util.function.Supplier;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.inventory.PoolSnapshot;
import org.vmc.vm.xen.PoolUnreachable;
import org.vmc.vm.xen.XenRefused;

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

    /**
     * What a pool answers to a question that a request is checked by.
     *
     * @param attempted what it is asked for, to begin a sentence
     * @throws ProblemException 503 when it does not answer, or not now; otherwise what its refusal means
     */
    static <T> T asked(String pool, String attempted, Supplier<T> question) {
        try {
            return question.get();
        } catch (PoolUnreachable away) {
            throw unreachable(pool, "it does not answer");
        } catch (XenRefused refused) {
            if (Refusals.passes(refused.code())) {
                throw unreachable(pool, "it says " + refused.code());
            }
            throw Refusals.problem(attempted, refused.code(), refused.params());
        }
    }

    static ProblemException unreachable(String pool, String why) {
        return ProblemException.of(
                        ProblemType.POOL_UNREACHABLE,
                        "Pool %s cannot be reached (%s). Nothing was changed; try again when it answers."
                                .formatted(pool, why))
                .retryAfter(RETRY_AFTER);
    }
}
