package org.vmc.vm.clocks;

import java.time.Instant;

/** The clock of one host, as it was last measured. */
record HostClock(String pool, String hostUuid, String host, ClockOffset offset, Instant measuredAt) {}
