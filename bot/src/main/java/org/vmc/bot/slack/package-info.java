/** The Slack adapter, by Socket Mode: one command that takes a line, private answers, live messages, buttons, files. */
@NullMarked
package org.vmc.bot.slack;

import org.jspecify.annotations.NullMarked;
