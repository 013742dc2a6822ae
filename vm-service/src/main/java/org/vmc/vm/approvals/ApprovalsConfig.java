package org.vmc.vm.approvals;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * What needs an approval: {@code vmc.approvals.rules[0].vms-above=10} and so on. Without rules nothing does. Of the
 * rules that a request meets the first one says who decides.
 */
@ConfigMapping(prefix = "vmc.approvals")
interface ApprovalsConfig {

    /** How long a request waits before it is refused. */
    @WithDefault("24h")
    Duration within();

    /** Most requests of one user that wait at once. */
    @WithDefault("20")
    int waitingAtMost();

    List<Rule> rules();

    /** A request meets a rule when it is made by those the rule is for and passes any of its limits. */
    interface Rule {

        /** Teams it is for; all when left out. */
        Optional<Set<String>> teams();

        /** Roles it is for, such as {@code engineer}; all when left out. */
        Optional<Set<String>> roles();

        /** VMs one request may create without an approval. */
        OptionalInt vmsAbove();

        /** VCPUs of all VMs of one request together. */
        OptionalInt vcpusAbove();

        /** Memory of all VMs of one request together, in MiB. */
        OptionalInt memoryMibAbove();

        /** Longest lease; VMs without a lease are kept longer than any. */
        Optional<Duration> leaseLongerThan();

        /** Whether what the quota does not allow can be approved; otherwise it is refused. */
        @WithDefault("false")
        boolean overQuota();

        /** Least role of who decides. */
        @WithDefault("operator")
        String byRole();

        /** Team of who decides; any when left out. */
        Optional<String> byTeam();
    }
}
