package org.vmc.embedded.broker;

import java.nio.file.Path;
import java.util.Map;
import org.vmc.embedded.ProjectRoot;

/**
 * What one broker is started with.
 *
 * @param root the project's directory, below which the broker's classes and libraries are
 * @param dataDirectory created and formatted on first use, continued afterwards
 * @param port port on 127.0.0.1; 0 for a free one
 * @param log file its standard error is appended to
 * @param topics name to partitions, created unless they exist
 */
public record BrokerOptions(Path root, Path dataDirectory, int port, Path log, Map<String, Integer> topics) {

    /** Log beside the data, all topics of VMC. */
    public static BrokerOptions in(Path dataDirectory, int port) {
        Path data = dataDirectory.toAbsolutePath();
        return new BrokerOptions(
                ProjectRoot.find(), data, port, data.resolveSibling(data.getFileName() + ".log"), VmcTopics.PARTITIONS);
    }

    public BrokerOptions withPort(int other) {
        return new BrokerOptions(root, dataDirectory, other, log, topics);
    }
}
