package org.vmc.bot.build;

import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import org.vmc.bot.output.Amounts;

/** The bot's view of what the hosts of a build did. */
record BuildLoadView(
        @Nullable VerdictView verdict, @Nullable List<HostView> hosts) {

    static final List<String> HEADINGS = List.of(
            "host", "CPU of", "busy", "user", "system", "iowait", "steal", "disk tps", "received", "sent", "memory");

    record VerdictView(@Nullable String sentence) {}

    /** Shares are of all CPU of the host, 0 to 1; what it could not know is absent. */
    record HostView(
            @Nullable String name,
            @Nullable String source,
            double cpus,
            double busy,
            @Nullable Double user,
            @Nullable Double system,
            @Nullable Double iowait,
            @Nullable Double steal,
            @Nullable Double tps,
            @Nullable Double receivedBytes,
            @Nullable Double sentBytes,
            @Nullable Long memoryBytes) {

        List<String> row() {
            return List.of(
                    name == null ? "-" : name,
                    "group".equals(source) ? "the host alone" : "its machine",
                    percent(busy),
                    percent(user),
                    percent(system),
                    percent(iowait),
                    percent(steal),
                    tps == null ? "-" : String.format(Locale.ROOT, "%.0f", tps),
                    bytes(receivedBytes),
                    bytes(sentBytes),
                    memoryBytes == null ? "-" : Amounts.bytes(memoryBytes));
        }

        private static String percent(@Nullable Double share) {
            return share == null ? "-" : String.format(Locale.ROOT, "%.0f %%", 100 * share);
        }

        private static String bytes(@Nullable Double count) {
            return count == null ? "-" : Amounts.bytes(Math.round(count));
        }
    }

    String sentence() {
        String words = verdict == null ? null : verdict.sentence();
        return words == null ? "Nothing was measured." : words;
    }

    List<HostView> presentHosts() {
        return hosts == null ? List.of() : hosts;
    }
}
