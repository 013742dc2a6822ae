/** The only door to the cluster: REST calls to the gateway with the user's own token, and its problems as sentences. */
@NullMarked
package org.vmc.bot.gateway;

import org.jspecify.annotations.NullMarked;
