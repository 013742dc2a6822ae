package org.vmc.bot.commands;

import java.util.List;

/** The commands of one feature. */
public interface CommandGroup {
    List<Command> commands();
}
