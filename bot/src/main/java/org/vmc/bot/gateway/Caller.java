package org.vmc.bot.gateway;

import org.jspecify.annotations.Nullable;

/** The user a conversation belongs to, as the gateway knows them. */
public record Caller(String user, Role role, @Nullable String team) {}
