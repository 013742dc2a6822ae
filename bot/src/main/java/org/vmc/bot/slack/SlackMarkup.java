package org.vmc.bot.slack;

import org.vmc.bot.platform.ChatUser;
import org.vmc.bot.platform.Markup;

/** Slack's mrkdwn. A section of a message holds 3000 characters. */
final class SlackMarkup implements Markup {

    private static final int MOST = 3000;

    /** Before a character that would style text it makes it a plain one. */
    private static final char ZERO_WIDTH = '\u200B';

    @Override
    public int mostCharacters() {
        return MOST;
    }

    @Override
    public String text(String plain) {
        StringBuilder text = new StringBuilder(plain.length() + 16);
        for (char character : plain.toCharArray()) {
            switch (character) {
                case '*', '_', '~', '`', ':' -> text.append(ZERO_WIDTH).append(character);
                default -> text.append(escaped(character));
            }
        }
        return text.toString();
    }

    @Override
    public String strong(String plain) {
        return plain.isBlank() ? plain : "*" + text(plain.strip()) + "*";
    }

    @Override
    public String columns(String plain) {
        return "```\n" + code(plain) + "\n```";
    }

    @Override
    public String typed(String plain) {
        return "`" + code(plain.isBlank() ? "-" : plain.replace('\n', ' ')) + "`";
    }

    /** Team and id are one word in the name the gateway knows; Slack wants the id. */
    @Override
    public String user(ChatUser user) {
        return "<@" + user.id().substring(user.id().indexOf('.') + 1) + ">";
    }

    private static String code(String plain) {
        StringBuilder text = new StringBuilder(plain.length() + 16);
        for (char character : plain.replace('`', '\u02CB').toCharArray()) {
            text.append(escaped(character));
        }
        return text.toString();
    }

    private static String escaped(char character) {
        return switch (character) {
            case '&' -> "&amp;";
            case '<' -> "&lt;";
            case '>' -> "&gt;";
            default -> String.valueOf(character);
        };
    }
}
