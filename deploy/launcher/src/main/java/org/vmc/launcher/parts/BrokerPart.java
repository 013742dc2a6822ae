package org.vmc.launcher.parts;

import java.util.function.Consumer;
import org.vmc.embedded.broker.Broker;
import org.vmc.embedded.broker.BrokerOptions;

/** The Kafka broker. */
public final class BrokerPart implements Part {

    public static final String NAME = "kafka";

    private final BrokerOptions options;

    public BrokerPart(BrokerOptions options) {
        this.options = options;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public RunningPart start(Consumer<Process> spawned) {
        try {
            Broker broker = Broker.start(options, spawned);
            return new RunningPart(broker.process(), broker.bootstrapServers(), broker::close);
        } catch (IllegalStateException failure) {
            throw new PartFailure(String.valueOf(failure.getMessage()), failure);
        }
    }
}
