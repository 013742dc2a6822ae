/** Operations of all services in one list. */
@NullMarked
package org.vmc.gateway.operations;

import org.jspecify.annotations.NullMarked;
