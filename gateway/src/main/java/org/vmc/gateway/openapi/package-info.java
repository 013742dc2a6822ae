/** One OpenAPI document out of the gateway's and the services' own. */
@NullMarked
package org.vmc.gateway.openapi;

import org.jspecify.annotations.NullMarked;
