package org.vmc.launcher.chat;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * How the terminal client is to be run.
 *
 * @param arguments for the client itself
 * @param url another bot than this installation's; null for its own
 * @param hasToken whether the arguments name a token already
 */
record ChatOrder(List<String> arguments, @Nullable String url, boolean hasToken) {

    /** The prompt, as this installation's administrator unless the environment says otherwise. */
    static final ChatOrder PROMPT = new ChatOrder(List.of(), null, false);
}
