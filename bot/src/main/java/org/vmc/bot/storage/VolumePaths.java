package org.vmc.bot.storage;

import static org.vmc.bot.commands.Argument.required;

import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.ArgumentType;
import org.vmc.bot.commands.Arguments;
import org.vmc.bot.commands.Suggester;
import org.vmc.bot.commands.Turn;
import org.vmc.bot.gateway.Named;

/** How commands find the volume they are about. */
final class VolumePaths {

    static final String VOLUMES = "/storage/volumes";
    static final Suggester NAMES = gateway -> Named.names(gateway, VOLUMES);
    static final Argument NAME =
            required("name", ArgumentType.NAME, "name of the volume").suggestedBy(NAMES);

    /** A brick, or the host of one. */
    static final ArgumentType BRICK = new ArgumentType.Matching(
            "brick",
            "[A-Za-z0-9]([A-Za-z0-9.-]{0,251}[A-Za-z0-9])?(:/[A-Za-z0-9._/-]{1,500})?",
            "a host such as h2, or host:/path as /storage volume show prints it");

    /** An option of Gluster. */
    static final ArgumentType OPTION = new ArgumentType.Matching(
            "option",
            "[a-z0-9-]{1,60}(\\.[a-z0-9-]{1,80}){1,3}",
            "the name of an option, such as performance.cache-size");

    private VolumePaths() {}

    static String of(Arguments arguments, Turn turn) {
        return Named.path(turn.gateway(), VOLUMES, arguments.text("name"), "volume", "/storage volume list");
    }
}
