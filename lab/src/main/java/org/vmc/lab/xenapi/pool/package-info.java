/**
 * The pool as a whole: who is its coordinator, who joins and leaves, and what becomes of it when hosts fail, with and
 * without high availability.
 */
@NullMarked
package org.vmc.lab.xenapi.pool;

import org.jspecify.annotations.NullMarked;
