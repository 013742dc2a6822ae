package org.vmc.bot.terminal;

import org.vmc.bot.wire.ServerMessage;

/** Where answers are shown. */
sealed interface Screen permits LiveScreen, PlainScreen {

    void text(String text);

    void error(String text, String next);

    /** Replaces the earlier progress of the same operation where the screen can. */
    void progress(ServerMessage.Progress progress);

    /** The line is done: what was live stays as it is. */
    void settle();
}
