package org.vmc.bot.platform;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a platform shows. It mentions nobody, whatever the text says.
 *
 * @param text in the platform's {@link Markup}, no longer than it allows
 * @param file what did not fit into the text; null when all did
 */
public record Message(
        String text, List<Button> buttons, @Nullable Attachment file) {

    public Message {
        buttons = List.copyOf(buttons);
    }

    static Message of(String text) {
        return new Message(text, List.of(), null);
    }

    /**
     * What can be pressed. Who may press it and how long is known to {@link ChatDesk}, not to the platform.
     *
     * @param id at most 100 characters
     * @param dangerous drawn as such
     */
    public record Button(String id, String label, boolean dangerous) {}

    /** A text file. */
    public record Attachment(String name, String content) {}
}
