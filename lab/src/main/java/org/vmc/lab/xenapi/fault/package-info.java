/** Faults a user orders from a running lab by name, over its HTTP API or with {@code lab fault}. */
@NullMarked
package org.vmc.lab.xenapi.fault;

import org.jspecify.annotations.NullMarked;
