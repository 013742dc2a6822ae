/** Commands about Gluster peers and volumes. */
@NullMarked
package org.vmc.bot.storage;

import org.jspecify.annotations.NullMarked;
