/** The chat of the web console: WebSockets from pages to the bot. */
@NullMarked
package org.vmc.gateway.webchat;

import org.jspecify.annotations.NullMarked;
