package org.vmc.launcher.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.vmc.embedded.process.Await;
import org.vmc.launcher.VmcHome;
import org.vmc.launcher.gateway.Gateway;
import org.vmc.launcher.keys.Secrets;
import org.vmc.launcher.keys.ServiceToken;
import org.vmc.launcher.supervise.Background;
import org.vmc.launcher.supervise.LocalGateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code ./vmc bench gateway}: a page of a long list at a rate, and what the gateway adds to asking the service. */
@Command(
        name = "gateway",
        mixinStandardHelpOptions = true,
        description =
                "A page of 100 of many VMs at a fixed rate, and what the gateway adds to asking vm-service itself,"
                        + " in turns; needs ./vmc up. The VMs are halted ones made in the lab's pool, and go again.")
final class GatewayBench implements Callable<Integer> {
    private static final String PAGE = "/api/v1/vms?limit=100";
    private static final String PREFIX = "bench-list-";
    private static final Duration UNTIL_SEEN = Duration.ofMinutes(10);
    private static final Duration BETWEEN_LOOKS = Duration.ofSeconds(1);
    private static final Duration WARM_UP = Duration.ofSeconds(5);
    private static final Duration TOKEN_LIFETIME = Duration.ofMinutes(10);

    @Option(names = "--vms", defaultValue = "5000", description = "VMs in the list (default 5000).")
    private int vms = 5_000;

    @Option(names = "--rate", defaultValue = "200", description = "Requests a second (default 200).")
    private int rate = 200;

    @Option(names = "--seconds", defaultValue = "30", description = "How long (default 30).")
    private int seconds = 30;

    @Option(names = "--pairs", defaultValue = "500", description = "Pairs of single requests (default 500).")
    private int pairs = 500;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() {
        VmcHome home = VmcHome.find();
        Background background = new Background(home);
        Optional<Gateway> gateway = LocalGateway.find(home);
        Optional<String> door = background.address("gateway");
        Optional<String> service = background.address("vm-service");
        Optional<String> lab = background.address("lab");
        if (gateway.isEmpty() || door.isEmpty() || service.isEmpty() || lab.isEmpty()) {
            spec.commandLine().getErr().println("Nothing runs. Start it with ./vmc up");
            return 3;
        }
        Secrets secrets = new Secrets(home.secrets());
        LabClient client = new LabClient(URI.create(lab.get().split(" ", 2)[0]), secrets.xenApiPassword());
        List<String> made = make(client);
        try {
            if (!Await.until(UNTIL_SEEN, BETWEEN_LOOKS, () -> listed(gateway.get()) >= vms)) {
                say("Only %d VMs are listed; the figures are for those.".formatted(listed(gateway.get())));
            }
            PagesAtRate through = new PagesAtRate(URI.create(door.get()).resolve(PAGE), secrets.adminToken());
            PagesAtRate direct = new PagesAtRate(
                    URI.create(service.get()).resolve(PAGE),
                    ServiceToken.ofAdministrator(home.secrets(), TOKEN_LIFETIME));
            added(through, direct);
            through.atRate(rate, WARM_UP);
            Sample millis = new Sample(through.atRate(rate, Duration.ofSeconds(seconds)));
            say("page of 100 of %d VMs at %d requests/s: p50 %.1f ms, p99 %.1f ms, most %.1f ms (n = %d)"
                    .formatted(
                            listed(gateway.get()),
                            rate,
                            millis.median(),
                            millis.quantile(0.99),
                            millis.max(),
                            millis.values().size()));
        } finally {
            made.parallelStream().forEach(vm -> client.call("VM.destroy", vm));
        }
        return 0;
    }

    /** In turns, and the order turned each time, so that what the machine does besides hits both alike. */
    private void added(PagesAtRate through, PagesAtRate direct) {
        List<Double> alone = new ArrayList<>();
        List<Double> ours = new ArrayList<>();
        List<Double> more = new ArrayList<>();
        for (int pair = 0; pair < pairs * 2; pair++) {
            boolean first = pair % 2 == 0;
            double before = first ? through.once() : direct.once();
            double after = first ? direct.once() : through.once();
            // The first half warms both up.
            if (pair >= pairs) {
                ours.add(first ? before : after);
                alone.add(first ? after : before);
                more.add(ours.getLast() - alone.getLast());
            }
        }
        say("vm-service itself:   %s ms".formatted(new Sample(alone)));
        say("through the gateway: %s ms".formatted(new Sample(ours)));
        say("the gateway adds:    %s ms".formatted(new Sample(more)));
    }

    private List<String> make(LabClient client) {
        String template =
                client.call("VM.get_by_name_label", "debian-12").path(0).asText();
        JsonNode record = client.call("VM.get_record", template);
        return IntStream.range(0, vms)
                .parallel()
                .mapToObj(number -> {
                    ObjectNode vm = record.deepCopy();
                    vm.put("name_label", PREFIX + number).put("is_a_template", false);
                    return client.text("VM.create", vm);
                })
                .toList();
    }

    private static int listed(Gateway gateway) {
        int count = 0;
        String cursor = "";
        do {
            JsonNode page = gateway.get("/vms?limit=200" + (cursor.isEmpty() ? "" : "&cursor=" + cursor));
            count += page.path("items").size();
            cursor = page.path("nextCursor").asText();
        } while (!cursor.isEmpty());
        return count;
    }

    private void say(String line) {
        PrintWriter out = spec.commandLine().getOut();
        out.println(line);
        out.flush();
    }
}
