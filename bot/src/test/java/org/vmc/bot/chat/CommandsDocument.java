package org.vmc.bot.chat;

import java.util.stream.Collectors;
import org.vmc.bot.commands.Argument;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandModel;

/** Writes {@code docs/commands.md} from the model. */
final class CommandsDocument {

    static final String COMMAND = "mvn -pl bot test -Dtest=CommandModelTest -Dvmc.regenerate=true";

    private CommandsDocument() {}

    static String of(CommandModel model) {
        StringBuilder document = new StringBuilder("""
                # Commands

                <!-- Generated from the command model of the bot; do not edit. Regenerate:
                %s -->

                Commands are the same in every chat. Arguments are written `name:value` in any order; a value with spaces goes
                in quotes. Help and completion show what your role may do (viewer < engineer < operator < admin). Every change
                takes `dry-run:true`, which shows the plan and does nothing. What cannot be taken back shows its plan and asks
                first; scripts say `confirm:yes`.

                | command | what it does | role |
                |---|---|---|
                """.formatted(COMMAND));
        for (Command command : model.commands()) {
            document.append("| [`%s`](#%s) | %s | %s |\n"
                    .formatted(
                            command.typed(),
                            command.path().replace(' ', '-'),
                            command.summary(),
                            command.role().label()));
        }
        model.commands().forEach(command -> document.append(section(command)));
        return document.toString();
    }

    private static String section(Command command) {
        String arguments = command.arguments().isEmpty()
                ? ""
                : "\n| argument | value | | meaning |\n|---|---|---|---|\n"
                        + command.arguments().stream()
                                .map(CommandsDocument::row)
                                .collect(Collectors.joining());
        return "\n## %s\n\n%s. Role: %s.\n%s\n```\n%s\n```\n"
                .formatted(command.path(), command.summary(), command.role().label(), arguments, command.example());
    }

    private static String row(Argument argument) {
        String standard = argument.standard();
        String need = argument.required() ? "required" : standard == null ? "" : "default `" + standard + "`";
        return "| `%s:` | %s | %s | %s |\n"
                .formatted(argument.name(), argument.type().label().replace("|", "\\|"), need, argument.description());
    }
}
