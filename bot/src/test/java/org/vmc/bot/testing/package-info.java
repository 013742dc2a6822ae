/** A gateway for tests: speaks the gateway's protocol over HTTP, with a cluster in memory behind it. */
@NullMarked
package org.vmc.bot.testing;

import org.jspecify.annotations.NullMarked;
