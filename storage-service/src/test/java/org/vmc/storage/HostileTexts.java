package org.vmc.storage;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What an attacker, a careless script or a foreign keyboard sends as a name or a path, the same ones in each run. Made
 * of pieces that mean something to a shell, a path, an option parser, SQL or a terminal, alone and amid harmless text.
 */
public final class HostileTexts {

    private static final List<String> PIECES = List.of(
            // A shell's
            "'",
            "\"",
            "''",
            "`",
            "`reboot`",
            "$(reboot)",
            "${PATH}",
            "$HOME",
            "$$",
            "$((1+1))",
            "$'\\n'",
            ";",
            ";reboot;",
            "&",
            "&&reboot",
            "|",
            "||reboot",
            ">/etc/passwd",
            "</etc/shadow",
            "<<EOF",
            "\\",
            "\\'",
            "'\\''",
            "';reboot;'",
            "\";reboot;\"",
            "(",
            ")",
            "{a,b}",
            "#",
            "!",
            "!!",
            "~",
            "~root",
            "*",
            "?",
            "[a-z]",
            "a*b?c",
            "^",
            "%s%n",
            "=",
            " ",
            "@",
            ",",
            "$(<x)",
            "*/",
            "%0a",
            "\u00ad",
            "a,b;c",
            // Line and other controls
            "\n",
            "\nreboot\n",
            "\r\n",
            "\t",
            "\u0000",
            "\u0001",
            "\u0007",
            "\b",
            "\u001b[2J",
            "\u007f",
            "\u0085",
            "\u2028",
            // Paths
            "/",
            "//",
            "../",
            "../../etc/passwd",
            "..\\..\\",
            "/etc/passwd",
            "./",
            "/dev/sda",
            "/proc/self/mem",
            "h1:/",
            ":",
            "%2e%2e%2f",
            "%00",
            "file:///etc/passwd",
            "\\\\host\\share",
            // Options
            "-",
            "--",
            "-rf",
            "--help",
            "--remote-host=evil",
            "--log-file=/tmp/x",
            "--xml",
            "-oProxyCommand=reboot",
            "--mode=script",
            // SQL, XML, templates, logs
            "' or '1'='1",
            "'; drop table volume; --",
            "<!DOCTYPE x>",
            "&lt;",
            "]]>",
            "${jndi:ldap://evil/a}",
            "{{7*7}}",
            // Letters that look like others, or like nothing
            "ž",
            "луна",
            "卷",
            "🐙",
            "e\u0301",
            "\u202etxt",
            "\u200b",
            "\ufeff",
            "\u00a0",
            "ａ",
            "İ",
            "ß",
            "\u2215",
            "\uff0f",
            "\u2024\u2024/");

    private static final List<String> FRAMES = List.of("%s", "a%s", "vol%s1", "%1$s%1$s", "v-%s-%1$s");

    /** What may be a name after all when it is framed: it is for others to refuse. */
    private static final String HARMLESS = "[a-z0-9]([a-z0-9-]*[a-z0-9])?";

    private HostileTexts() {}

    /** All of them, at least five hundred, none like another. */
    public static List<String> all() {
        Set<String> texts = new LinkedHashSet<>();
        for (var frame : FRAMES) {
            PIECES.forEach(piece -> texts.add(frame.replace("%1$s", "%s").replace("%s", piece)));
        }
        texts.removeIf(text -> text.matches(HARMLESS) || text.isBlank());
        for (var length : List.of(64, 256, 1024, 5000)) {
            texts.add("a".repeat(length));
            texts.add("../".repeat(length));
            texts.add("ž".repeat(length));
        }
        texts.addAll(
                List.of("UPPER", ".", "..", "...", "a.b", "a_b", "-a", "a-", "CON", "h1 h2", "h1,h2", "H1", "h1."));
        return List.copyOf(texts);
    }
}
