package org.vmc.lab.xenapi.wire;

/** Builds XML-RPC text the way XAPI writes it: no type element around strings and 64-bit integers. */
final class XmlRpcWriter {

    private final StringBuilder out = new StringBuilder(1024);

    XmlRpcWriter raw(String xml) {
        out.append(xml);
        return this;
    }

    XmlRpcWriter value(Value value) {
        out.append("<value>");
        content(value);
        out.append("</value>");
        return this;
    }

    void content(Value value) {
        switch (value) {
            case Value.Text(String text) -> escape(text);
            case Value.Whole(long number) -> out.append(number);
            case Value.Small(int number) -> out.append("<i4>").append(number).append("</i4>");
            case Value.Real(double number) -> real(number);
            case Value.Flag(boolean on) ->
                out.append("<boolean>").append(on ? '1' : '0').append("</boolean>");
            case Value.Moment(var at) ->
                out.append("<dateTime.iso8601>").append(WireDates.format(at)).append("</dateTime.iso8601>");
            case Value.Items(var items) -> {
                out.append("<array><data>");
                items.forEach(this::value);
                out.append("</data></array>");
            }
            case Value.Fields(var fields) -> {
                out.append("<struct>");
                fields.forEach(this::member);
                out.append("</struct>");
            }
        }
    }

    private void member(String name, Value value) {
        out.append("<member><name>");
        escape(name);
        out.append("</name>");
        value(value);
        out.append("</member>");
    }

    private void real(double number) {
        out.append("<double>");
        if (number == Math.rint(number) && Math.abs(number) < 1e15) {
            out.append((long) number);
        } else {
            out.append(number);
        }
        out.append("</double>");
    }

    /** Most text needs no escaping: stretches without a special character are appended at once. */
    private void escape(String text) {
        int plainFrom = 0;
        for (int i = 0; i < text.length(); i++) {
            var replacement = replacement(text.charAt(i));
            if (!replacement.isEmpty()) {
                out.append(text, plainFrom, i).append(replacement);
                plainFrom = i + 1;
            }
        }
        out.append(text, plainFrom, text.length());
    }

    /** What stands for a character, empty when it stands for itself. */
    private static String replacement(char c) {
        return switch (c) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            case '"' -> "&quot;";
            default -> legal(c) ? "" : "?";
        };
    }

    /** XML 1.0 has no way to write most control characters. */
    private static boolean legal(char c) {
        return c >= ' ' ? c < '\uFFFE' : c == '\t' || c == '\n' || c == '\r';
    }

    @Override
    public String toString() {
        return out.toString();
    }
}
