/** Commands about what the cluster has to offer and how it is. */
@NullMarked
package org.vmc.bot.cluster;

import org.jspecify.annotations.NullMarked;
