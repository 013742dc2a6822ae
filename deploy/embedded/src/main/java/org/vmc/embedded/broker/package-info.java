/** The Kafka broker of {@code deploy/broker} as a child JVM. */
@NullMarked
package org.vmc.embedded.broker;

import org.jspecify.annotations.NullMarked;
