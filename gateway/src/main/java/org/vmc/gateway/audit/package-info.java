/**
 * Who did or tried what: the facts of {@code vmc.audit}, kept in the gateway's database for as long as configured, to
 * be asked for by whom, what, when and how it ended.
 */
@NullMarked
package org.vmc.gateway.audit;

import org.jspecify.annotations.NullMarked;
