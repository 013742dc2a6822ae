package org.vmc.gateway.chatlinks;

import java.time.Instant;
import org.vmc.http.identity.Role;

/**
 * One user of a chat who is a user here.
 *
 * @param chatUser platform and id there, for example {@code discord:123}
 * @param role the most the user may do from there
 */
record ChatLink(String chatUser, String user, Role role, Instant linkedAt) {

    ChatLinkView view() {
        return new ChatLinkView(chatUser, user, role.wireName(), linkedAt);
    }
}
