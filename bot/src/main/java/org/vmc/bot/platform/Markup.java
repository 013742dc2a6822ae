package org.vmc.bot.platform;

/** How a platform writes text. Nothing in plain text given to it has any effect but to be read. */
public interface Markup {

    /** Longest text of a message, markup included. */
    int mostCharacters();

    /** Plain text. */
    String text(String plain);

    /** Plain text that stands out; one line. */
    String strong(String plain);

    /** Lines as they are, in columns. */
    String columns(String plain);

    /** One line as it is typed. */
    String typed(String plain);

    /** Names a user without calling them. */
    String user(ChatUser user);
}
