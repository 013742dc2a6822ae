/** Who of a chat is who of the cluster. */
@NullMarked
package org.vmc.bot.links;

import org.jspecify.annotations.NullMarked;
