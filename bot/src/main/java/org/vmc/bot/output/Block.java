package org.vmc.bot.output;

/** One thing shown in a conversation. */
public sealed interface Block permits Failure, Progress, Table, Text {}
