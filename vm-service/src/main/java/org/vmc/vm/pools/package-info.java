/**
 * The pools of the configuration: one connection and one event loop each, and how they look through REST.
 *
 * <p>The loop reads the pool from the start, then follows its events; after any failure it starts again, because a
 * token is worthless once events may have been lost.
 */
@NullMarked
package org.vmc.vm.pools;

import org.jspecify.annotations.NullMarked;
