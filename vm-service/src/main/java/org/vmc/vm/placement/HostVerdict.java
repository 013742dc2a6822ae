package org.vmc.vm.placement;

import com.fasterxml.jackson.annotation.JsonInclude;
import org.jspecify.annotations.Nullable;

/**
 * What placement found of one host.
 *
 * @param verdict whether it was chosen, would have done, or cannot take the VM
 * @param reason sentence for people
 * @param shortOf resource it has too little of, if that is why it was rejected
 * @param shortBy how much is missing, in MiB or CPUs
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record HostVerdict(
        String host,
        Verdict verdict,
        String reason,
        @Nullable Resource shortOf,
        @Nullable Long shortBy) {

    /** How a host fared. */
    public enum Verdict {
        CHOSEN,
        POSSIBLE,
        REJECTED
    }

    /** What a host can be short of. */
    public enum Resource {
        MEMORY_MIB,
        CPUS
    }
}
