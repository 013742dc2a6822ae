/**
 * Weights of VCPUs by role and time window: VMs of a role get more of their hosts' CPUs than others, or less, while the
 * window lasts, and what they had before afterwards.
 *
 * <p>Schedules are rows that operators add and delete. {@link org.vmc.vm.schedules.WeightWatch} compares what they say
 * with what the pools have, and writes down what a VM had before it changes it.
 */
@NullMarked
package org.vmc.vm.schedules;

import org.jspecify.annotations.NullMarked;
