package org.vmc.launcher.events;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.locks.LockSupport;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.gateway.EventStream;
import org.vmc.launcher.gateway.Gateway;
import org.vmc.launcher.supervise.LocalGateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./vmc events}: events as they happen, one a line, until Ctrl-C. */
@Command(name = "events", mixinStandardHelpOptions = true, description = "Show events as they happen, until Ctrl-C.")
public final class EventsCommand implements Callable<Integer> {

    private static final Duration COME_BACK_AFTER = Duration.ofSeconds(1);

    @Option(names = "--types", defaultValue = "", description = "Only these, for example vm.*,build.finished")
    private String types = "";

    @Option(names = "--json", description = "The whole event instead of a summary.")
    private boolean json;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        VmcHome home = VmcHome.find();
        Optional<Gateway> gateway = LocalGateway.find(home);
        if (gateway.isEmpty()) {
            spec.commandLine().getErr().println("Nothing runs. Start it with ./vmc up");
            return 3;
        }
        EventStream stream = new EventStream(gateway.get(), types);
        PrintWriter out = spec.commandLine().getOut();
        while (LocalGateway.find(home).isPresent()) {
            try {
                stream.read(event -> show(event, out));
            } catch (IOException broken) {
                // The gateway is being started again, or is slow: come back.
            }
            LockSupport.parkNanos(COME_BACK_AFTER.toNanos());
        }
        return 0;
    }

    private void show(JsonNode event, PrintWriter out) {
        out.println(json ? event.toString() : summary(event));
        out.flush();
    }

    /** Time, type without the prefix all have, subject, facts. */
    private static String summary(JsonNode event) {
        String time = event.path("time").asText().replaceFirst("(\\.\\d{3})\\d*", "$1");
        String type = event.path("type").asText().replaceFirst("^org\\.vmc\\.", "");
        return "%-24s %-28s %s %s".formatted(time, type, event.path("subject").asText(), event.path("data"));
    }
}
