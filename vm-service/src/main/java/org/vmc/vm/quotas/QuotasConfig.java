package org.vmc.vm.quotas;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithName;
import java.util.Map;
import java.util.OptionalInt;

/**
 * What teams may use: {@code vmc.quotas.default.vcpus=64} for every team, {@code vmc.quotas.teams.compilers.vcpus=128}
 * for one. What is not set is not limited.
 */
@ConfigMapping(prefix = "vmc.quotas")
public interface QuotasConfig {

    /** Limits of every team, and of users without a team together. */
    @WithName("default")
    Limits otherwise();

    /** Limits of single teams; what one leaves out is as for every team. */
    Map<String, Limits> teams();

    /** Limits. */
    interface Limits {

        /** VMs that exist, halted ones too. */
        OptionalInt vms();

        /** VCPUs of VMs that are not halted or suspended. */
        OptionalInt vcpus();

        /** Memory of VMs that are not halted or suspended, in MiB. */
        OptionalInt memoryMib();

        /** Snapshots of their VMs. */
        OptionalInt snapshots();
    }
}
