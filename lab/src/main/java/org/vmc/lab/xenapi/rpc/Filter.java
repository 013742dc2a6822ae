package org.vmc.lab.xenapi.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.wire.Value;

/**
 * The expressions of {@code get_all_records_where}: {@code true}, {@code false}, {@code field "power_state" =
 * "Running"}, {@code <>}, {@code not}, {@code and}, {@code or}, parentheses. A field may be named as the database of a
 * real server does, with two underscores: {@code name__label}. Values are compared as text. Used once.
 */
final class Filter {

    private static final Pattern TOKEN =
            Pattern.compile("\\s*(\\(|\\)|=|<>|\"(?:[^\"\\\\]|\\\\.)*\"|(?:and|or|not|field|true|false)\\b)");
    private static final String END = "";

    private final String text;
    private final List<String> tokens = new ArrayList<>();
    private int next;

    private Filter(String text) {
        this.text = text;
    }

    /**
     * Reads an expression.
     *
     * @throws XapiError {@code INVALID_VALUE} with the expression, as a real server answers
     */
    static Predicate<Row> parse(String text) {
        var filter = new Filter(text);
        filter.split();
        var wanted = filter.alternatives();
        if (!filter.peek().equals(END)) {
            throw filter.notUnderstood();
        }
        return wanted;
    }

    private void split() {
        var matcher = TOKEN.matcher(text);
        int at = 0;
        while (matcher.find(at) && matcher.start() == at) {
            tokens.add(matcher.group(1));
            at = matcher.end();
        }
        if (!text.substring(at).isBlank()) {
            throw new XapiError("INVALID_VALUE", text, "Failure(\"lexing: empty token\")");
        }
    }

    private Predicate<Row> alternatives() {
        var wanted = conjunction();
        while (take("or")) {
            wanted = wanted.or(conjunction());
        }
        return wanted;
    }

    private Predicate<Row> conjunction() {
        var wanted = single();
        while (take("and")) {
            wanted = wanted.and(single());
        }
        return wanted;
    }

    private Predicate<Row> single() {
        if (take("not")) {
            return single().negate();
        }
        if (take("true")) {
            return row -> true;
        }
        if (take("false")) {
            return row -> false;
        }
        if (take("(")) {
            var inside = alternatives();
            require(")");
            return inside;
        }
        return comparison();
    }

    private Predicate<Row> comparison() {
        var left = operand();
        var equal = take("=");
        if (!equal) {
            require("<>");
        }
        var right = operand();
        return row -> left.apply(row).equals(right.apply(row)) == equal;
    }

    private Function<Row, String> operand() {
        if (take("field")) {
            var name = literal();
            return row -> valueOf(row, name);
        }
        var literal = literal();
        return row -> literal;
    }

    private String valueOf(Row row, String name) {
        var plain = name.replace("__", "_");
        if (!row.type().hasField(plain)) {
            throw new XapiError("INVALID_VALUE", text, "No field " + name);
        }
        return asText(row.get(plain));
    }

    private static String asText(Value value) {
        return switch (value) {
            case Value.Text(String content) -> content;
            case Value.Whole(long number) -> Long.toString(number);
            case Value.Small(int number) -> Integer.toString(number);
            case Value.Real(double number) -> Double.toString(number);
            case Value.Flag(boolean on) -> Boolean.toString(on);
            case Value.Moment(var at) -> at.toString();
            case Value.Items(var items) -> items.toString();
            case Value.Fields(var fields) -> fields.toString();
        };
    }

    private String literal() {
        var token = peek();
        if (!token.startsWith("\"")) {
            throw notUnderstood();
        }
        next++;
        return token.substring(1, token.length() - 1).replaceAll("\\\\(.)", "$1");
    }

    private boolean take(String token) {
        if (!peek().equals(token)) {
            return false;
        }
        next++;
        return true;
    }

    private void require(String token) {
        if (!take(token)) {
            throw notUnderstood();
        }
    }

    private String peek() {
        return next < tokens.size() ? tokens.get(next) : END;
    }

    private XapiError notUnderstood() {
        return new XapiError("INVALID_VALUE", text, "Stdlib.Parsing.Parse_error");
    }
}
