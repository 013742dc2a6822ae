/**
 * From a call to its reply: which message is meant, whether the caller may, whether the parameters fit, who answers.
 *
 * <p>Order of checks: message known, number of parameters, session, types, then the handler.
 */
@NullMarked
package org.vmc.lab.xenapi.rpc;

import org.jspecify.annotations.NullMarked;
