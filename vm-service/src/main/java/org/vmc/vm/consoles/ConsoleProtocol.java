package org.vmc.vm.consoles;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/** What a console speaks. */
enum ConsoleProtocol {
    /** Text of a serial line. */
    VT100,
    /** The screen, as VNC clients read it. */
    RFB;

    /** XenAPI's word for it, and ours. */
    String word() {
        return name().toLowerCase(Locale.ROOT);
    }

    static Optional<ConsoleProtocol> named(String word) {
        return Arrays.stream(values())
                .filter(protocol -> protocol.word().equals(word))
                .findFirst();
    }

    static String words() {
        return Arrays.stream(values()).map(ConsoleProtocol::word).collect(Collectors.joining(", "));
    }
}
