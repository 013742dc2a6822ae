package org.vmc.broker;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;

/**
 * The command line of {@link BrokerMain}.
 *
 * @param port 0 for a free one
 * @param topics name to number of partitions, in the order given
 * @param watchedPid process whose end ends the broker
 */
record BrokerOptions(Path dataDirectory, int port, Map<String, Integer> topics, OptionalLong watchedPid) {

    static BrokerOptions parse(String... arguments) {
        @Nullable Path dataDirectory = null;
        int port = 0;
        Map<String, Integer> topics = new LinkedHashMap<>();
        OptionalLong watchedPid = OptionalLong.empty();
        for (int index = 0; index < arguments.length; index += 2) {
            String name = arguments[index];
            if (index + 1 == arguments.length) {
                throw new IllegalArgumentException(name + " needs a value");
            }
            String value = arguments[index + 1];
            switch (name) {
                case "--data" -> dataDirectory = Path.of(value).toAbsolutePath();
                case "--port" -> port = (int) number(name, value, 65_535);
                case "--topic" -> addTopic(topics, value);
                case "--watch" -> watchedPid = OptionalLong.of(number(name, value, Integer.MAX_VALUE));
                default -> throw new IllegalArgumentException("Unknown option " + name);
            }
        }
        if (dataDirectory == null) {
            throw new IllegalArgumentException("--data DIR is missing");
        }
        return new BrokerOptions(dataDirectory, port, Map.copyOf(topics), watchedPid);
    }

    private static void addTopic(Map<String, Integer> topics, String value) {
        int colon = value.lastIndexOf(':');
        if (colon < 1) {
            throw new IllegalArgumentException("--topic wants NAME:PARTITIONS, not " + value);
        }
        topics.put(value.substring(0, colon), (int) number("--topic", value.substring(colon + 1), 1_000));
    }

    private static long number(String name, String value, long greatest) {
        try {
            long number = Long.parseLong(value);
            if (number >= 0 && number <= greatest) {
                return number;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number out of range
        }
        throw new IllegalArgumentException(name + " wants a number from 0 to " + greatest + ", not " + value);
    }
}
