package org.vmc.bot.output;

/** Plain text of one or more lines. */
public record Text(String text) implements Block {
    public Text {
        text = Printable.lines(text);
    }
}
