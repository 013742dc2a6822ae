/** The services behind the gateway: where they are, how they are called, what is said when they do not answer. */
@NullMarked
package org.vmc.gateway.upstream;

import org.jspecify.annotations.NullMarked;
