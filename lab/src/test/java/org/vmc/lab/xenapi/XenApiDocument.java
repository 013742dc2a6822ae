package org.vmc.lab.xenapi;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.model.Message;
import org.vmc.lab.xenapi.model.XenClass;
import picocli.CommandLine;

/** Writes {@code docs/lab-xenapi.md} from the declaration and from what the server answers. */
final class XenApiDocument {

    static final String COMMAND = "mvn -pl lab test -Dtest=XenApiDocumentTest -Dvmc.regenerate=true";

    private final Declaration declaration;
    private final Set<String> implemented;

    XenApiDocument(Declaration declaration, Set<String> implemented) {
        this.declaration = declaration;
        this.implemented = implemented;
    }

    String text() {
        var document = new StringBuilder("""
                # The lab's XenAPI server

                <!-- Generated from the declaration of the data model and the handlers of the server; do not edit. Regenerate:
                %s -->

                A server that speaks the XenAPI of XCP-ng and XenServer without a hypervisor: the wire, the checks, the errors,
                the events and the times of one. `./vmc lab xapi` runs it alone with simulated guests, needing neither root nor
                packages; `./vmc lab up` puts it in front of hosts and guests made of namespaces.

                ## Running it

                ```
                %s```

                ## The wire

                - XML-RPC is taken on `/`, `/RPC2`, `/json` and `/xmlrpc` and answered as `text/xml`; JSON-RPC 1.0 and 2.0 on
                  `/jsonrpc` and answered as `application/json`. Calls are `POST`ed.
                - A body that is no call gets HTTP 500 and a page; a body above the limit gets 413.
                - `system.listMethods` needs no session and lists the names of a real toolstack.
                - `Async.` before an explicit message makes a task of it. `event.from` waits for events.

                ## Errors

                Refusals have the codes and parameters of a real toolstack. One is the lab's own: a message of the data model
                that the lab does not have answers `NOT_IMPLEMENTED` with the name of the message, and does nothing. A message
                that is not in the data model answers `MESSAGE_METHOD_UNKNOWN`.

                """.formatted(COMMAND, usage()));
        document.append(implicit());
        document.append(classes());
        messagesByClass().forEach((name, messages) -> document.append(section(name, messages)));
        return document.toString();
    }

    private static String usage() {
        var command = new CommandLine(XapiCommand.class);
        command.setCommandName("./vmc lab xapi");
        command.setUsageHelpWidth(110);
        return command.getUsageMessage(CommandLine.Help.Ansi.OFF).replaceAll("(?m) +$", "");
    }

    private String implicit() {
        return """
                ## Messages that follow from fields

                Every class with a record answers `get_record`, `get_by_uuid` and `get_FIELD` for each of its fields; a field
                a client may write has `set_FIELD`, a map `add_to_FIELD` and `remove_from_FIELD`, a set `add_FIELD` and
                `remove_FIELD`. The column *queries* tells which classes also answer `get_all`, `get_all_records`,
                `get_all_where` and `get_all_records_where` (all), and `get_by_name_label` (name). Filters compare fields with
                texts: `field "power_state" = "Running" and not (field "is_a_template" = "true")`.

                """;
    }

    private String classes() {
        var table = new StringBuilder("""
                ## Classes

                | class | fields | queries | messages answered | declared only |
                |---|---|---|---|---|
                """);
        var messages = messagesByClass();
        for (var type : declaration.classes()) {
            var own = messages.getOrDefault(type.name(), List.of());
            table.append("| %s | %d | %s | %d | %d |\n"
                    .formatted(
                            own.isEmpty() ? type.name() : "[%s](#%s)".formatted(type.name(), anchor(type.name())),
                            type.fields().size(),
                            queries(type),
                            answered(own).size(),
                            own.size() - answered(own).size()));
        }
        return table.toString();
    }

    private static String queries(XenClass type) {
        return List.of(XenClass.Implicit.RECORD, XenClass.Implicit.ALL, XenClass.Implicit.NAME).stream()
                .filter(type::has)
                .map(kind -> kind.name().toLowerCase(Locale.ROOT))
                .collect(Collectors.joining(", "));
    }

    private String section(String name, List<Message> messages) {
        var answered = answered(messages);
        var declared = messages.stream()
                .filter(message -> !answered.contains(message) && message.kind() != Message.Kind.NAMED)
                .toList();
        var named = messages.stream()
                .filter(message -> message.kind() == Message.Kind.NAMED)
                .toList();
        return "\n## " + name + "\n" + paragraph("Answered", answered) + paragraph("Declared only", declared)
                + paragraph("Known by name only", named);
    }

    private static String paragraph(String title, List<Message> messages) {
        if (messages.isEmpty()) {
            return "";
        }
        return messages.stream()
                .map(message -> "`" + message.name() + "`")
                .sorted()
                .collect(Collectors.joining(", ", "\n" + title + ": ", ".\n"));
    }

    private List<Message> answered(Collection<Message> messages) {
        return messages.stream()
                .filter(message -> implemented.contains(message.fullName()))
                .toList();
    }

    /** The messages that do not follow from fields. */
    private TreeMap<String, List<Message>> messagesByClass() {
        return declaration.messages().stream()
                .filter(message -> message.kind() != Message.Kind.IMPLICIT)
                .collect(Collectors.groupingBy(Message::className, TreeMap::new, Collectors.toList()));
    }

    private static String anchor(String heading) {
        return heading.toLowerCase(Locale.ROOT);
    }
}
