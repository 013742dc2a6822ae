package org.vmc.gateway.events;

import org.apache.kafka.common.TopicPartition;

/**
 * An event as read from Kafka.
 *
 * @param offset its place in the partition
 * @param type of the CloudEvent
 * @param subject of the CloudEvent
 * @param json the CloudEvent on one line
 */
record FeedEvent(TopicPartition partition, long offset, String type, String subject, String json) {}
