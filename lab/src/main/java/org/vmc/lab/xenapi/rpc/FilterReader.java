package org.vmc.lab.xenapi.rpc;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.model.XenClass;

/**
 * Reads filters such as {@code field "name__label" = "vm2" and not (field "is_a_template" = "true")}.
 *
 * <p>A field goes by its name in the database of a real server, where two underlines part a prefix from the rest; one
 * underline is taken too. Collections cannot be compared.
 */
final class FilterReader {

    private static final Pattern TOKEN =
            Pattern.compile("\\G\\s*(?:(and|or|not|true|false|field|[()=])|\"([^\"]*)\"|'([^']*)'|(\\z))");
    private static final int MAX_DEPTH = 64;
    private static final String END = "";

    private final XenClass type;
    private final String text;
    private final List<Token> tokens = new ArrayList<>();
    private int at;

    /** A word of the language, or a string in quotes. */
    private record Token(String text, boolean quoted) {}

    FilterReader(XenClass type, String text) {
        this.type = type;
        this.text = text;
    }

    /**
     * The filter.
     *
     * @throws XapiError {@code INVALID_VALUE} with the text when it is none
     */
    Filter read() {
        split();
        var filter = either(0);
        if (!takes(END)) {
            throw wrong();
        }
        return filter;
    }

    private void split() {
        var token = TOKEN.matcher(text);
        while (token.find()) {
            if (token.group(4) != null) {
                tokens.add(new Token(END, false));
                return;
            }
            tokens.add(
                    token.group(1) != null
                            ? new Token(token.group(1), false)
                            : new Token(token.group(2) != null ? token.group(2) : token.group(3), true));
        }
        throw new XapiError("INVALID_VALUE", text, "Failure(\"lexing: empty token\")");
    }

    private Filter either(int depth) {
        var left = both(depth);
        while (takes("or")) {
            left = new Filter.Or(left, both(depth));
        }
        return left;
    }

    private Filter both(int depth) {
        var left = single(depth);
        while (takes("and")) {
            left = new Filter.And(left, single(depth));
        }
        return left;
    }

    private Filter single(int depth) {
        if (depth > MAX_DEPTH) {
            throw wrong();
        }
        if (takes("true")) {
            return new Filter.Constant(true);
        }
        if (takes("false")) {
            return new Filter.Constant(false);
        }
        if (takes("not")) {
            return new Filter.Not(single(depth + 1));
        }
        if (takes("(")) {
            var inside = either(depth + 1);
            require(")");
            return inside;
        }
        var left = term();
        require("=");
        return new Filter.Equal(left, term());
    }

    private Filter.Term term() {
        boolean field = takes("field");
        var token = tokens.get(at);
        if (!token.quoted()) {
            throw wrong();
        }
        at++;
        return field ? column(token.text()) : new Filter.Literal(token.text());
    }

    private Filter.Term column(String name) {
        return type.fields().stream()
                .filter(field -> field.name().equals(name.replace("__", "_")))
                .<Filter.Term>map(Filter.Column::new)
                .findFirst()
                .orElseThrow(this::wrong);
    }

    private boolean takes(String word) {
        var token = tokens.get(at);
        if (token.quoted() || !token.text().equals(word)) {
            return false;
        }
        // The end is never left behind: whoever asks for more finds it again.
        at = Math.min(at + 1, tokens.size() - 1);
        return true;
    }

    private void require(String word) {
        if (!takes(word)) {
            throw wrong();
        }
    }

    private XapiError wrong() {
        return new XapiError("INVALID_VALUE", text, "Stdlib.Parsing.Parse_error");
    }
}
