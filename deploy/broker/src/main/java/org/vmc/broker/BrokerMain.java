package org.vmc.broker;

import java.net.Socket;
import java.time.Duration;
import java.util.Properties;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.utils.Time;

/**
 * Runs the broker until it is told to end.
 *
 * <pre>
 * BrokerMain --data DIR [--port N] [--topic NAME:PARTITIONS]… [--watch PID]
 *   --data   directory of the log; formatted on first use, continued afterwards (also after kill -9)
 *   --port   port on 127.0.0.1; 0 (the default) takes a free one
 *   --topic  a topic to create unless it exists; may be repeated
 *   --watch  end when this process ends, so that no broker outlives its tests
 * </pre>
 *
 * Prints one line {@code READY port=N} on standard output when it accepts clients and the topics exist; everything else
 * goes to standard error. Exits 0 after SIGTERM, 2 on wrong arguments, 1 when the broker cannot start.
 */
public final class BrokerMain {

    /** First word of the line that says the broker accepts clients. */
    static final String READY = "READY";

    private BrokerMain() {}

    public static void main(String[] arguments) {
        BrokerOptions options;
        try {
            options = BrokerOptions.parse(arguments);
        } catch (IllegalArgumentException wrong) {
            System.err.println(wrong.getMessage());
            System.exit(2);
            return;
        }
        try {
            run(options);
        } catch (Exception failure) {
            System.err.println("The broker cannot start on " + options.dataDirectory());
            failure.printStackTrace();
            System.exit(1);
        }
    }

    private static void run(BrokerOptions options) throws Exception {
        options.watchedPid().ifPresent(pid -> ParentWatch.endWith(pid, Duration.ofSeconds(1)));
        try (Socket any = FreePort.hold();
                Socket controller = FreePort.hold()) {
            int port = options.port() == 0 ? any.getLocalPort() : options.port();
            Properties properties = BrokerProperties.of(options.dataDirectory(), port, controller.getLocalPort());
            LogDirectory.format(options.dataDirectory());
            KafkaRaftServer server = new KafkaRaftServer(new KafkaConfig(properties), Time.SYSTEM);
            Runtime.getRuntime().addShutdownHook(new Thread(server::shutdown, "broker-shutdown"));
            server.startup();
            Topics.create("127.0.0.1:" + port, options.topics());
            System.out.println(READY + " port=" + port);
            System.out.flush();
            server.awaitShutdown();
        }
    }
}
