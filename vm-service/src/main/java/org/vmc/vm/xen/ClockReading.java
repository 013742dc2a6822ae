package org.vmc.vm.xen;

import java.time.Instant;

/**
 * What a host's clock showed, and when ours was asked and answered. XenAPI tells whole seconds.
 *
 * @param shown the second the host named; its clock was in it at some moment between the other two
 */
public record ClockReading(Instant shown, Instant sent, Instant received) {}
