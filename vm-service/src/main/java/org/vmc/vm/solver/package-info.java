/**
 * Finds better places for many VMs at once: the only user of Timefold. It knows hosts and VMs as numbers, nothing of
 * pools, rows or operations.
 *
 * <p>The same problem gets the same answer: the seed is fixed and the search ends after a number of steps without gain;
 * only when the time runs out first may a slower machine answer with less.
 */
@NullMarked
package org.vmc.vm.solver;

import org.jspecify.annotations.NullMarked;
