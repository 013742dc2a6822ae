/** Hands requests on to the service that owns the path, bodies streamed both ways. */
@NullMarked
package org.vmc.gateway.proxy;

import org.jspecify.annotations.NullMarked;
