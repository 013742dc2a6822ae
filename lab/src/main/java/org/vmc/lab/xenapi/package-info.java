/**
 * A XenAPI server with a pool of its own: no hypervisor behind it, but the wire format, the checks, the errors, the
 * events and the times of one.
 *
 * <p>{@code http} takes requests, {@code wire} decodes them, {@code rpc} checks and dispatches them, {@code vm},
 * {@code host}, {@code storage}, {@code network}, {@code session}, {@code event} answer them, {@code task} runs the
 * asynchronous ones, {@code store} holds the objects, {@code model} says what objects there are.
 */
@NullMarked
package org.vmc.lab.xenapi;

import org.jspecify.annotations.NullMarked;
