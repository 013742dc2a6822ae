/**
 * A single-node Kafka broker (KRaft, no ZooKeeper) as a program of its own.
 *
 * <p>It runs in a JVM apart from everything else, because the broker's libraries are newer than the Kafka client that
 * Quarkus manages. See {@link org.vmc.broker.BrokerMain} for its command line.
 */
@NullMarked
package org.vmc.broker;

import org.jspecify.annotations.NullMarked;
