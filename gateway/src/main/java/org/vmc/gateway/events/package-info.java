/** What happens in the cluster, live: Kafka's facts as server-sent events, without gaps over a reconnect. */
@NullMarked
package org.vmc.gateway.events;

import org.jspecify.annotations.NullMarked;
