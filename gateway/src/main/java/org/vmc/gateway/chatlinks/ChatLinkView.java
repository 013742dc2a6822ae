package org.vmc.gateway.chatlinks;

import java.time.Instant;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/**
 * One user of a chat who is a user here.
 *
 * @param role the most the user may do from there: that of the token the code was made with
 */
@Schema(name = "ChatLink")
record ChatLinkView(String chatUser, String user, String role, Instant linkedAt) {}
