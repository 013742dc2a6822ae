package org.vmc.gateway.chatlinks;

import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** All of them: there are few. */
@Schema(name = "ChatLinkPage")
record ChatLinkPage(List<ChatLinkView> items) {}
