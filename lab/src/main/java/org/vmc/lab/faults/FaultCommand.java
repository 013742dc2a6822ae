package org.vmc.lab.faults;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.lab.hosts.StateDirectory;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.ScopeType;
import picocli.CommandLine.Spec;

/**
 * Orders faults from a running lab. Each subcommand sends one kind of fault with its parameters; what it means is
 * decided where the fault is registered.
 */
@Command(
        name = "fault",
        description = "Makes something go wrong in the running lab, and right again.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "FAULT")
public final class FaultCommand {

    private static final URI USUAL = URI.create("http://127.0.0.1:8900");

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = ".vmc/lab",
            scope = ScopeType.INHERIT,
            description = "State directory of the lab, which says where it answers (default: ${DEFAULT-VALUE}).")
    private Path state = Path.of(".vmc/lab");

    @Option(
            names = "--xapi",
            paramLabel = "URL",
            scope = ScopeType.INHERIT,
            description = "Where the lab answers (default: what its state directory says, else http://127.0.0.1:8900).")
    private @Nullable URI xapi;

    @Option(
            names = "--password",
            defaultValue = "lab",
            scope = ScopeType.INHERIT,
            description = "Password of the XenAPI user root (default: ${DEFAULT-VALUE}).")
    private String password = "lab";

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Command(name = "list", description = "Lists the faults that last.", mixinStandardHelpOptions = true)
    int list() {
        var out = spec.commandLine().getOut();
        var faults = api().list();
        if (faults.isEmpty()) {
            out.println("no fault lasts");
        }
        faults.forEach(fault ->
                out.println(describe(fault) + " since " + fault.path("since").asText()));
        return 0;
    }

    @Command(name = "clear", description = "Ends one fault, or all of them.", mixinStandardHelpOptions = true)
    int clear(
            @Parameters(arity = "0..1", paramLabel = "NUMBER", description = "Number of the fault (default: all).")
                    @Nullable
                    Long id) {
        if (id == null) {
            api().clearAll();
        } else {
            api().clear(id);
        }
        spec.commandLine().getOut().println("cleared");
        return 0;
    }

    @Command(
            name = "host-off",
            description = "Takes a host's power away: it answers no more, its guests are gone.",
            mixinStandardHelpOptions = true)
    int hostOff(@Parameters(paramLabel = "HOST") String host) {
        return order("host-off", Map.of("host", host));
    }

    @Command(name = "host-on", description = "Gives a host its power back.", mixinStandardHelpOptions = true)
    int hostOn(@Parameters(paramLabel = "HOST") String host) {
        return order("host-on", Map.of("host", host));
    }

    @Command(
            name = "coordinator-lost",
            description = "Takes the power of the pool's coordinator away.",
            mixinStandardHelpOptions = true)
    int coordinatorLost() {
        return order("coordinator-lost", Map.of());
    }

    @Command(
            name = "xapi-error",
            description = "Refuses calls of a message: lab fault xapi-error VM.start --on-call 3 --error SR_FULL,1,2",
            mixinStandardHelpOptions = true)
    int xapiError(
            @Parameters(paramLabel = "METHOD", description = "As in VM.start or Async.VM.start; * is any.")
                    String method,
            @Option(names = "--on-call", defaultValue = "1", description = "Which call it strikes first.") int onCall,
            @Option(names = "--times", defaultValue = "1", description = "How many calls in a row.") int times,
            @Option(names = "--error", required = true, description = "Code and parameters, separated by commas.")
                    String error) {
        return order(
                "xapi-error", Map.of("method", method, "onCall", "" + onCall, "times", "" + times, "error", error));
    }

    @Command(
            name = "xapi-slow",
            description = "Makes calls of a message wait, until it is cleared.",
            mixinStandardHelpOptions = true)
    int xapiSlow(
            @Parameters(paramLabel = "METHOD", description = "As in VM.start; * is any.") String method,
            @Option(names = "--millis", defaultValue = "5000", description = "For how long.") long millis) {
        return order("xapi-slow", Map.of("method", method, "millis", "" + millis));
    }

    @Command(
            name = "xapi-answer-lost",
            description = "Carries out a call of a message and breaks the connection instead of answering.",
            mixinStandardHelpOptions = true)
    int xapiAnswerLost(
            @Parameters(paramLabel = "METHOD", description = "As in VM.clone or Async.VM.clone; * is any.")
                    String method,
            @Option(names = "--on-call", defaultValue = "1", description = "Which call it strikes.") int onCall) {
        return order("xapi-answer-lost", Map.of("method", method, "onCall", "" + onCall));
    }

    @Command(
            name = "xapi-hung",
            description = "Leaves calls of a message without an answer, until it is cleared.",
            mixinStandardHelpOptions = true)
    int xapiHung(@Parameters(paramLabel = "METHOD", description = "As in VM.start; * is any.") String method) {
        return order("xapi-hung", Map.of("method", method));
    }

    @Command(
            name = "events-duplicated",
            description = "Tells of events twice, and in the next answer again, behind newer ones.",
            mixinStandardHelpOptions = true)
    int eventsDuplicated(
            @Option(names = "--times", defaultValue = "1", description = "How many answers of event.from.") int times) {
        return order("events-duplicated", Map.of("times", "" + times));
    }

    @Command(
            name = "events-reordered",
            description = "Tells of the newest events first, and of half of them only in the next answer, behind newer"
                    + " ones.",
            mixinStandardHelpOptions = true)
    int eventsReordered(
            @Option(names = "--times", defaultValue = "1", description = "How many answers of event.from.") int times) {
        return order("events-reordered", Map.of("times", "" + times));
    }

    @Command(name = "session-expired", description = "Ends every session.", mixinStandardHelpOptions = true)
    int sessionExpired() {
        return order("session-expired", Map.of());
    }

    @Command(
            name = "task-stuck",
            description = "The next asynchronous call of a message stays pending, until it is cleared.",
            mixinStandardHelpOptions = true)
    int taskStuck(@Parameters(paramLabel = "METHOD", description = "As in VM.start.") String method) {
        return order("task-stuck", Map.of("method", method));
    }

    @Command(name = "sr-full", description = "Leaves a storage repository no space.", mixinStandardHelpOptions = true)
    int srFull(@Parameters(paramLabel = "SR", description = "Name or uuid.") String sr) {
        return order("sr-full", Map.of("sr", sr));
    }

    @Command(
            name = "guest-without-tools",
            description = "The tools of a guest go away and do not come back.",
            mixinStandardHelpOptions = true)
    int guestWithoutTools(@Parameters(paramLabel = "VM", description = "Name or uuid.") String vm) {
        return order("guest-without-tools", Map.of("vm", vm));
    }

    @Command(name = "guest-crash", description = "Kills a guest.", mixinStandardHelpOptions = true)
    int guestCrash(@Parameters(paramLabel = "VM", description = "Name or uuid.") String vm) {
        return order("guest-crash", Map.of("vm", vm));
    }

    @Command(
            name = "clock-skew",
            description = "Sets a host's clock wrong, as the XenAPI shows it.",
            mixinStandardHelpOptions = true)
    int clockSkew(
            @Parameters(paramLabel = "HOST") String host,
            @Option(names = "--seconds", required = true, description = "How far ahead it is; negative is behind.")
                    long seconds) {
        return order("clock-skew", Map.of("host", host, "seconds", "" + seconds));
    }

    @Command(
            name = "link-down",
            description = "Cuts the network cable of a host or guest.",
            mixinStandardHelpOptions = true)
    int linkDown(@Parameters(paramLabel = "NODE", description = "Host, or name or uuid of a VM.") String node) {
        return order("link-down", Map.of("node", node));
    }

    @Command(
            name = "link-slow",
            description = "Limits what a host or guest sends and receives.",
            mixinStandardHelpOptions = true)
    int linkSlow(
            @Parameters(paramLabel = "NODE", description = "Host, or name or uuid of a VM.") String node,
            @Option(
                            names = "--rate",
                            paramLabel = "SIZE",
                            defaultValue = "1MiB",
                            description = "Bytes a second in each direction (default: ${DEFAULT-VALUE}).")
                    String rate) {
        return order("link-slow", Map.of("node", node, "rate", rate));
    }

    @Command(
            name = "brick-killed",
            description = "Kills a volume's brick processes on a host, until it is cleared.",
            mixinStandardHelpOptions = true)
    int brickKilled(
            @Parameters(index = "0", paramLabel = "HOST") String host,
            @Parameters(index = "1", paramLabel = "VOLUME") String volume) {
        return order("brick-killed", Map.of("host", host, "volume", volume));
    }

    @Command(
            name = "disk-full",
            description = "Leaves no space on the brick file system of a host.",
            mixinStandardHelpOptions = true)
    int diskFull(@Parameters(paramLabel = "HOST") String host) {
        return order("disk-full", Map.of("host", host));
    }

    /** Orders a fault and prints what came of it. For the subcommands. */
    int order(String kind, Map<String, String> parameters) {
        spec.commandLine().getOut().println(describe(api().order(kind, parameters)));
        return 0;
    }

    private FaultApi api() {
        return new FaultApi(xapi == null ? noted() : xapi, password);
    }

    private URI noted() {
        var file = new StateDirectory(state).labFile();
        if (!Files.exists(file)) {
            return USUAL;
        }
        var properties = new Properties();
        try (var reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException unreadable) {
            throw new UncheckedIOException("Could not read " + file, unreadable);
        }
        return URI.create(properties.getProperty("xapi"));
    }

    private static String describe(JsonNode fault) {
        var parameters = new LinkedHashMap<String, String>();
        fault.path("parameters")
                .properties()
                .forEach(one -> parameters.put(one.getKey(), one.getValue().asText()));
        var id = fault.path("id").asLong();
        return (id == 0 ? "done" : "fault " + id) + ": " + fault.path("kind").asText()
                + parameters.entrySet().stream()
                        .map(one -> " " + one.getKey() + "=" + one.getValue())
                        .collect(Collectors.joining());
    }
}
