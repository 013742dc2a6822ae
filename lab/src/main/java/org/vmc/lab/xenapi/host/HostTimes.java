package org.vmc.lab.xenapi.host;

import java.time.Instant;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.wire.Value;

/**
 * When a host and its toolstack came up, as XAPI keeps it in {@code other_config}: seconds since 1970 with a point,
 * such as {@code 1764190000.123}.
 */
public final class HostTimes {

    private static final String BOOT = "boot_time";
    private static final String AGENT = "agent_start_time";

    private HostTimes() {}

    /** The notes of a host that has booted, and its toolstack with it. */
    public static Value booted(Row host, Instant at) {
        var notes = host.texts("other_config");
        notes.put(BOOT, text(at));
        notes.put(AGENT, text(at));
        return Value.ofTexts(notes);
    }

    /** The notes of a host whose toolstack has been restarted. */
    static Value restarted(Row host, Instant at) {
        var notes = host.texts("other_config");
        notes.put(AGENT, text(at));
        return Value.ofTexts(notes);
    }

    private static String text(Instant at) {
        return "%d.%03d".formatted(at.getEpochSecond(), at.getNano() / 1_000_000);
    }
}
