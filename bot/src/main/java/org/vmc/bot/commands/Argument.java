package org.vmc.bot.commands;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * One named argument of a command, written {@code name:value}.
 *
 * @param name as typed, lower case with hyphens
 * @param required without it the command is refused
 * @param standard value used when it is left out; null when there is none
 * @param suggester values to offer besides those of the type
 * @param description one short sentence for help
 */
public record Argument(
        String name,
        ArgumentType type,
        boolean required,
        @Nullable String standard,
        Suggester suggester,
        String description) {

    /** Shows the plan and does nothing; every change has it. */
    static final Argument DRY_RUN = optional("dry-run", ArgumentType.FLAG, "show what would be done and do nothing")
            .or("false");

    /** Answers the question before something is lost; every destructive command has it. */
    static final Argument CONFIRM = optional("confirm", ArgumentType.FLAG, "yes: do it without asking; scripts need it")
            .or("false");

    public static Argument required(String name, ArgumentType type, String description) {
        return new Argument(name, type, true, null, Suggester.NONE, description);
    }

    public static Argument optional(String name, ArgumentType type, String description) {
        return new Argument(name, type, false, null, Suggester.NONE, description);
    }

    /** The same with a value for when it is left out. */
    public Argument or(String value) {
        return new Argument(name, type, required, value, suggester, description);
    }

    /** The same with values asked from the cluster. */
    public Argument suggestedBy(Suggester source) {
        return new Argument(name, type, required, standard, source, description);
    }

    Optional<String> standardValue() {
        return Optional.ofNullable(standard);
    }
}
