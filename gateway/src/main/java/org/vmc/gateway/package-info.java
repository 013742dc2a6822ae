/**
 * The one door of a cluster. It authenticates, hands requests to the service that owns the path, and adds what spans
 * services: operations, events, one OpenAPI document.
 */
@NullMarked
package org.vmc.gateway;

import org.jspecify.annotations.NullMarked;
