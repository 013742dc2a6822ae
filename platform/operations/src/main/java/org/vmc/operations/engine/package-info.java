/**
 * Accepts operations, keeps them in the database and runs them to one of their ends, whatever dies in between.
 *
 * <p>{@link org.vmc.operations.engine.Operations} is the way in. A worker thread takes an accepted operation
 * ({@code Workers}), runs its steps or undos one by one ({@code Run}) and records each in one transaction with the
 * facts it causes ({@code Ledger}).
 */
@NullMarked
package org.vmc.operations.engine;

import org.jspecify.annotations.NullMarked;
