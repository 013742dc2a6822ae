package org.vmc.lab.xenapi.model;

import java.util.ArrayList;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vmc.lab.xenapi.wire.Value;

/** Reads the text of the declaration; its first lines describe the notation. Used once. */
final class DeclarationReader {

    private static final Pattern FIELD = Pattern.compile("(rt|ctor|rw) (\\S+) : (.+?)(?: = (.*))?");
    private static final Pattern MESSAGE = Pattern.compile("(\\w+)\\((.*)\\) : (.+)");
    private static final Pattern RELATION = Pattern.compile("(\\w+)\\.(\\w+) (\\w+)\\.(\\w+)");
    private static final Pattern PARAM = Pattern.compile("(\\w+)(\\??): ([^,]+)");

    private final Map<String, XenClass> classes = new LinkedHashMap<>();
    private final Map<String, Message> messages = new LinkedHashMap<>();
    private final Map<String, List<String>> enumerations = new LinkedHashMap<>();
    private final List<Relation> relations = new ArrayList<>();

    private @Nullable OpenClass open;

    /** The class whose lines are being read. */
    private record OpenClass(
            String name, Set<XenClass.Implicit> implicit, List<Field> fields, List<Message> messages) {}

    Declaration read(String text) {
        text.lines().filter(line -> !line.isBlank() && !line.startsWith("#")).forEach(this::line);
        close();
        return new Declaration(classes, messages, enumerations, relations);
    }

    private void line(String line) {
        int space = line.indexOf(' ');
        var rest = line.substring(space + 1);
        switch (line.substring(0, space)) {
            case "relation" -> relations.add(relation(rest));
            case "class" -> open(rest.split(" "));
            case "enum" -> enumeration(rest.split(" "));
            case "named" -> named(rest.split(" "));
            case "field" -> current().fields().add(field(rest));
            case "message" -> current().messages().add(message(rest, Message.Kind.EXPLICIT));
            case "open" -> current().messages().add(message(rest, Message.Kind.OPEN));
            case "write" -> current().messages().add(message(rest, Message.Kind.WRITE));
            default -> throw new IllegalStateException("Declaration line not understood: " + line);
        }
    }

    private OpenClass current() {
        if (open == null) {
            throw new IllegalStateException("Declaration line outside of a class");
        }
        return open;
    }

    private void open(String[] words) {
        close();
        var implicit = EnumSet.noneOf(XenClass.Implicit.class);
        for (int i = 1; i < words.length; i++) {
            implicit.add(XenClass.Implicit.valueOf(words[i].toUpperCase(Locale.ROOT)));
        }
        open = new OpenClass(words[0], implicit, new ArrayList<>(), new ArrayList<>());
    }

    private void close() {
        if (open == null) {
            return;
        }
        var closed = new XenClass(open.name(), open.implicit(), open.fields());
        classes.put(closed.name(), closed);
        ImplicitMessages.of(closed).forEach(message -> messages.put(message.fullName(), message));
        open.messages().forEach(message -> messages.put(message.fullName(), message));
        open = null;
    }

    private void enumeration(String[] words) {
        enumerations.put(words[0], List.of(words).subList(1, words.length));
    }

    /** What is declared in full elsewhere keeps its declaration. */
    private void named(String[] words) {
        close();
        for (var name : List.of(words).subList(1, words.length)) {
            var message = new Message(words[0] + "." + name, Message.Kind.NAMED, List.of(), Type.Basic.VOID);
            messages.putIfAbsent(message.fullName(), message);
        }
    }

    private static Relation relation(String text) {
        var match = matched(RELATION, text);
        return new Relation(match.group(1), match.group(2), match.group(3), match.group(4));
    }

    private Field field(String text) {
        var match = matched(FIELD, text);
        var access =
                switch (match.group(1)) {
                    case "rw" -> Field.Access.READ_WRITE;
                    case "ctor" -> Field.Access.CONSTRUCTOR;
                    default -> Field.Access.RUNTIME;
                };
        var type = Type.parse(match.group(3));
        var defaultText = match.group(4);
        Value declared = defaultText == null ? null : Literals.parse(type, defaultText);
        var initial = declared == null ? Literals.zero(type, enumerations) : declared;
        return new Field(match.group(2), type, access, current().fields().size(), declared, initial);
    }

    private Message message(String text, Message.Kind kind) {
        var match = matched(MESSAGE, text);
        var params = new ArrayList<Message.Param>();
        var param = PARAM.matcher(match.group(2));
        while (param.find()) {
            params.add(new Message.Param(
                    param.group(1), Type.parse(param.group(3)), param.group(2).isEmpty()));
        }
        return new Message(current().name() + "." + match.group(1), kind, params, Type.parse(match.group(3)));
    }

    private static java.util.regex.Matcher matched(Pattern pattern, String text) {
        var match = pattern.matcher(text);
        if (!match.matches()) {
            throw new IllegalStateException("Declaration not understood: " + text);
        }
        return match;
    }
}
