package org.vmc.vm.export;

import jakarta.ws.rs.QueryParam;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.vms.CountedVm;

/** Which VMs are wanted, as query parameters; what is left out or empty selects all. */
public class Selection {

    @QueryParam("pool")
    @Nullable
    String pool;

    @QueryParam("owner")
    @Nullable
    String owner;

    @QueryParam("team")
    @Nullable
    String team;

    @QueryParam("state")
    @Nullable
    String state;

    /** For JAX-RS. */
    public Selection() {}

    /**
     * @param pools the pools there are
     * @throws ProblemException 422 naming {@code pool} or {@code state}
     */
    Predicate<CountedVm> among(List<String> pools) {
        if (pool != null && !pool.isEmpty() && !pools.contains(pool)) {
            throw ProblemException.invalid("pool", "must be one of " + String.join(", ", pools));
        }
        Optional<PowerState> wanted = powerState();
        return vm -> matches(pool, vm.pool())
                && matches(owner, vm.owner())
                && matches(team, vm.team())
                && (wanted.isEmpty() || vm.powerState() == wanted.get());
    }

    private Optional<PowerState> powerState() {
        if (state == null || state.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(Arrays.stream(PowerState.values())
                .filter(known -> known.name().equalsIgnoreCase(state))
                .findFirst()
                .orElseThrow(() ->
                        ProblemException.invalid("state", "must be one of " + Arrays.toString(PowerState.values()))));
    }

    private static boolean matches(@Nullable String wanted, @Nullable String actual) {
        return wanted == null || wanted.isEmpty() || wanted.equals(actual);
    }
}
