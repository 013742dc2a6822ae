package org.vmc.bot.platform;

import java.util.Optional;

/** What a button does, and to what. */
enum ButtonId {
    YES,
    NO,
    CANCEL,
    RETRY;

    record Of(ButtonId action, String subject) {}

    String of(String subject) {
        return "vmc/" + name() + "/" + subject;
    }

    /** Empty for a button that is none of ours. */
    static Optional<Of> parse(String id) {
        String[] parts = id.split("/", -1);
        if (parts.length != 3 || !parts[0].equals("vmc")) {
            return Optional.empty();
        }
        for (ButtonId action : values()) {
            if (action.name().equals(parts[1])) {
                return Optional.of(new Of(action, parts[2]));
            }
        }
        return Optional.empty();
    }
}
