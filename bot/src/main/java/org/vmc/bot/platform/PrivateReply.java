package org.vmc.bot.platform;

/** Answers one thing a user said so that only they see it. Platforms allow that for some minutes. Thread-safe. */
@FunctionalInterface
public interface PrivateReply {

    /** @throws PlatformRefused when it can be answered no longer */
    void say(Message message);
}
