/** Facts and requests arrive through here: each is handled once per consumer, however often Kafka delivers it. */
@NullMarked
package org.vmc.operations.inbox;

import org.jspecify.annotations.NullMarked;
