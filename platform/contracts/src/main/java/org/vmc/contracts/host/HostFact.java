package org.vmc.contracts.host;

import org.vmc.contracts.Payload;

/** A fact about a host or its pool. */
public sealed interface HostFact extends Payload
        permits AutostartFinished,
                CoordinatorChanged,
                HostAppeared,
                HostClockCorrected,
                HostClockSkewed,
                HostDisappeared,
                HostEnabled,
                HostEvacuated,
                PoolRebalanced {}
