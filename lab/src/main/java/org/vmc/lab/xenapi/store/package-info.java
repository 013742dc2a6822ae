/**
 * The objects of the pool, and what changed when.
 *
 * <p>Concurrency in the whole server: one lock orders all changes ({@link org.vmc.lab.xenapi.store.Store#write}); it is
 * held for memory work only, never while an operation waits or a guest is started. Reads take no lock: every row is an
 * immutable snapshot, replaced as a whole. There is no rollback, so a change checks everything first and writes after.
 * A long operation is therefore three parts: claim under the lock (checks, {@code current_operations}, memory), work
 * without it, settle under the lock. {@code current_operations} is what keeps two operations from working on one VM.
 */
@NullMarked
package org.vmc.lab.xenapi.store;

import org.jspecify.annotations.NullMarked;
