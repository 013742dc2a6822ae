package org.vmc.lab.xenapi;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A reply of a real toolstack in which what differs from server to server stands as {@code @kind@}. */
final class RecordedReply {

    private static final Pattern MARK = Pattern.compile("@([a-z_]+)(?::([a-z_]+))?@");
    private static final String REF = "OpaqueRef:(?:NULL|[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})";
    private static final String SCALAR = "(?:\"[^\"]*\"|[^\"\\[\\]{},]+)";
    private static final String XML_VALUE =
            "<value>(?:[^<]*|<(?:boolean|double|dateTime.iso8601)>[^<]+</(?:boolean|double|dateTime.iso8601)>)</value>";
    private static final String XML_MEMBER = "<member><name>[^<]*</name>" + XML_VALUE + "</member>";

    private static final Map<String, String> KINDS = Map.ofEntries(
            Map.entry("ref", REF),
            Map.entry("uuid", "[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}"),
            Map.entry("date", "\\d{8}T\\d\\d:\\d\\d:\\d\\dZ"),
            Map.entry("int", "-?\\d+"),
            Map.entry("real", "-?\\d+(?:\\.\\d+)?"),
            Map.entry("bit", "[01]"),
            Map.entry("bool", "true|false"),
            Map.entry("text", "[^<\"]*"),
            Map.entry("token", "\\d{20},\\d{20}"),
            Map.entry("any", ".*"),
            Map.entry(
                    "list",
                    "\\[(?:" + SCALAR + "(?:," + SCALAR + ")*)?\\]|<array><data>(?:" + XML_VALUE + ")*</data></array>"),
            Map.entry(
                    "map",
                    "\\{(?:\"[^\"]*\":" + SCALAR + "(?:,\"[^\"]*\":" + SCALAR + ")*)?\\}|<struct>(?:" + XML_MEMBER
                            + ")*</struct>"),
            Map.entry(
                    "counts",
                    "\\{\"[a-z_]+\":\\d+(?:,\"[a-z_]+\":\\d+)*\\}"
                            + "|<struct>(?:<member><name>[a-z_]+</name><value><i4>\\d+</i4></value></member>)+</struct>"));

    private final Pattern pattern;
    private final List<String> names = new ArrayList<>();

    RecordedReply(String template, Map<String, String> bound) {
        var regex = new StringBuilder();
        var mark = MARK.matcher(template);
        int plainFrom = 0;
        while (mark.find()) {
            regex.append(Pattern.quote(template.substring(plainFrom, mark.start())));
            regex.append(part(mark, bound));
            plainFrom = mark.end();
        }
        regex.append(Pattern.quote(template.substring(plainFrom)));
        pattern = Pattern.compile(regex.toString(), Pattern.DOTALL);
    }

    private String part(Matcher mark, Map<String, String> bound) {
        var known = bound.get(mark.group(1));
        if (known != null) {
            return Pattern.quote(known);
        }
        var kind = KINDS.get(mark.group(1));
        if (kind == null) {
            throw new IllegalArgumentException("Nothing is bound to " + mark.group());
        }
        if (mark.group(2) == null) {
            return "(?:" + kind + ")";
        }
        names.add(mark.group(2));
        return "(" + kind + ")";
    }

    /** Whether a body is this reply; if so what it binds is added. */
    boolean fits(String body, Map<String, String> bound) {
        var match = pattern.matcher(body);
        if (!match.matches()) {
            return false;
        }
        for (int i = 0; i < names.size(); i++) {
            bound.put(names.get(i), match.group(i + 1));
        }
        return true;
    }

    /** A request with its marks replaced by what they are bound to. */
    static String request(String template, Map<String, String> bound) {
        return MARK.matcher(template)
                .replaceAll(mark -> Matcher.quoteReplacement(bound.getOrDefault(mark.group(1), mark.group())));
    }
}
