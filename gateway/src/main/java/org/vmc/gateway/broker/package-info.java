/** How the gateway comes to Kafka. */
@NullMarked
package org.vmc.gateway.broker;

import org.jspecify.annotations.NullMarked;
