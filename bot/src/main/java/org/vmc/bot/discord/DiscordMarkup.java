package org.vmc.bot.discord;

import org.vmc.bot.platform.ChatUser;
import org.vmc.bot.platform.Markup;

/** Discord's Markdown. A message holds 2000 characters. */
final class DiscordMarkup implements Markup {

    private static final int MOST = 2000;
    private static final String MEANT = "\\*_~`|<>[]()#@:-+.!";

    @Override
    public int mostCharacters() {
        return MOST;
    }

    /** A backslash before what would mean something; letters, digits and blanks never do. */
    @Override
    public String text(String plain) {
        StringBuilder text = new StringBuilder(plain.length() + 16);
        for (int at = 0; at < plain.length(); at++) {
            char character = plain.charAt(at);
            if (isMeant(plain, at)) {
                text.append('\\');
            }
            text.append(character);
        }
        return text.toString();
    }

    @Override
    public String strong(String plain) {
        return plain.isBlank() ? plain : "**" + text(plain.strip()) + "**";
    }

    @Override
    public String columns(String plain) {
        return "```\n" + withoutBackticks(plain) + "\n```";
    }

    @Override
    public String typed(String plain) {
        return "`" + withoutBackticks(plain.isBlank() ? "-" : plain.replace('\n', ' ')) + "`";
    }

    @Override
    public String user(ChatUser user) {
        return "<@" + user.id() + ">";
    }

    private static boolean isMeant(String plain, int at) {
        char character = plain.charAt(at);
        return switch (character) {
            // Lists, quotes and links alone: everywhere else they would only be hard to read.
            case '-', '+', '.' -> at == 0 || plain.charAt(at - 1) == '\n' || isNumbered(plain, at);
            case ':' -> plain.startsWith("://", at);
            case '!' -> at + 1 < plain.length() && plain.charAt(at + 1) == '[';
            default -> MEANT.indexOf(character) >= 0;
        };
    }

    /** The dot of "1." at the beginning of a line. */
    private static boolean isNumbered(String plain, int at) {
        int line = plain.lastIndexOf('\n', at) + 1;
        return plain.charAt(at) == '.'
                && at > line
                && plain.substring(line, at).chars().allMatch(Character::isDigit);
    }

    /** Nothing can be escaped inside of code. */
    private static String withoutBackticks(String plain) {
        return plain.replace('`', '\u02CB');
    }
}
