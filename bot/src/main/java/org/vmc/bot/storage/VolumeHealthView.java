package org.vmc.bot.storage;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bot's view of how a volume is. */
record VolumeHealthView(
        String name,
        String state,
        @Nullable String filesUsable,
        @Nullable String summary,
        @Nullable List<BrickView> bricks,
        @Nullable List<HealerView> selfHealDaemons,
        @Nullable List<FindingView> findings) {

    record BrickView(
            String host,
            String path,
            int set,
            boolean arbiter,
            boolean online,
            @Nullable String why,
            @Nullable Long toHeal,
            @Nullable Long splitBrain) {

        List<String> row() {
            return List.of(
                    String.valueOf(set),
                    host + ":" + path + (arbiter ? " (arbiter)" : ""),
                    online ? "runs" : "away",
                    number(toHeal),
                    number(splitBrain));
        }

        private static String number(@Nullable Long number) {
            return number == null ? "-" : number.toString();
        }
    }

    record HealerView(String host, String state) {}

    record FindingView(String what, String todo) {}

    List<BrickView> presentBricks() {
        return bricks == null ? List.of() : bricks;
    }

    List<HealerView> presentDaemons() {
        return selfHealDaemons == null ? List.of() : selfHealDaemons;
    }

    List<FindingView> presentFindings() {
        return findings == null ? List.of() : findings;
    }
}
