package org.vmc.gateway.chatlinks;

import org.jspecify.annotations.Nullable;

/** @param code what {@code POST /api/v1/chat-links} answered to the user; case, blanks and hyphens do not matter */
record NewChatLink(@Nullable String code) {}
