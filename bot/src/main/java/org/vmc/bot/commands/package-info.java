/**
 * The command model: what can be said, by whom, with which arguments; parsing, help and completion generated from it.
 * Knows no command and no adapter.
 */
@NullMarked
package org.vmc.bot.commands;

import org.jspecify.annotations.NullMarked;
