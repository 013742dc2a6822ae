package org.vmc.bot.chat;

import java.util.SortedSet;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.vmc.bot.chat.RouteMap.Line;
import org.vmc.bot.commands.Command;
import org.vmc.bot.commands.CommandModel;
import org.vmc.bot.commands.Effect;

/** Writes {@code docs/routes.md} from the command model, the routes of all servers and what is declared of both. */
final class RoutesDocument {
    static final String COMMAND = "mvn -pl bot -am test -Dtest=RoutesDocumentTest -Dvmc.regenerate=true";

    private RoutesDocument() {}

    static String of(CommandModel model, RouteMap map, SortedSet<String> described) {
        var document = new StringBuilder("""
                # Commands, routes and the console

                <!-- Generated; do not edit. Declared in bot/src/test/resources/org/vmc/bot/chat/routes.txt. Regenerate:
                %s -->

                What can be done from where: each command of the chats, what it asks the gateway for (below `/api/v1`), and where
                the web console does the same. `RoutesDocumentTest` fails for a command without a route, and for a route that
                changes something without a command; `ChatTest` compares what commands really ask for.

                | command | changes | role | routes | console |
                |---|---|---|---|---|
                """.formatted(COMMAND));
        for (Command command : model.commands()) {
            Line line = map.commands().get(command.path());
            document.append("| [`%s`](commands.md#%s) | %s | %s | %s | %s |\n"
                    .formatted(
                            command.typed(),
                            command.path().replace(' ', '-'),
                            command.effect() == Effect.READ ? "" : "yes",
                            command.role().label(),
                            line == null ? "" : line.routes().isEmpty() ? line.reason() : code(line),
                            line == null || line.page().isEmpty()
                                    ? ""
                                    : "%s (%s)".formatted(line.words(), line.page())));
        }
        document.append("\n## Changes without a command\n\n| route | why |\n|---|---|\n");
        map.without().forEach((route, reason) -> document.append("| `%s` | %s |\n".formatted(route, reason)));
        document.append(
                "\n## What else can be read\n\nFor programs and the console; no command asks for these alone.\n\n");
        var others = new TreeSet<>(described);
        others.removeAll(map.routes());
        others.removeIf(RouteMap::changes);
        others.forEach(route -> document.append("- `%s`\n".formatted(route)));
        return document.toString();
    }

    private static String code(Line line) {
        return line.routes().stream().map(route -> "`" + route + "`").collect(Collectors.joining(", "));
    }
}
