package org.vmc.bot.output;

/**
 * Why something did not happen.
 *
 * @param text what was wrong, naming the argument or thing
 * @param next what to do now; empty when nothing sensible is known
 */
public record Failure(String text, String next) implements Block {
    public Failure {
        text = Printable.lines(text);
        next = Printable.lines(next);
    }
}
