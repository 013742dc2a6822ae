package org.vmc.gateway.tokens;

import org.vmc.http.identity.Caller;

/** Whom a token stands for. */
sealed interface Holder {

    /** A person or program with rights of its own. */
    record User(Caller caller) implements Holder {}

    /** The bot: no rights of its own, it speaks for linked users of chats. */
    record Bot(String name) implements Holder {}
}
