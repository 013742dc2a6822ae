/**
 * What a conversation shows, as blocks that each adapter renders its own way. Every text in a block is printable:
 * control characters are gone by construction.
 */
@NullMarked
package org.vmc.bot.output;

import org.jspecify.annotations.NullMarked;
