/**
 * Facts leave through here: written in the transaction of the change they tell of, published to Kafka afterwards, at
 * least once, in the order of commit for each subject.
 */
@NullMarked
package org.vmc.operations.outbox;

import org.jspecify.annotations.NullMarked;
