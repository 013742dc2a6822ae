package org.vmc.lab.xenapi;

import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.lab.guests.SimulatedGuests;
import org.vmc.lab.xenapi.seed.HostTraits;
import org.vmc.lab.xenapi.task.TimedOperation;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs the XenAPI server alone, in the foreground, with simulated guests. Needs neither root nor packages. */
@Command(
        name = "xapi",
        mixinStandardHelpOptions = true,
        description = "Runs the XenAPI server alone, with simulated guests, until it is interrupted.")
public final class XapiCommand implements Callable<Integer> {

    @Option(
            names = "--port",
            defaultValue = "8900",
            description = "Port; 0 picks a free one. Default: ${DEFAULT-VALUE}")
    private int port;

    @Option(names = "--tls-port", description = "Port for HTTPS; 0 picks a free one. Default: --port plus 43")
    private @Nullable Integer tlsPort;

    @Option(
            names = "--state",
            paramLabel = "DIR",
            defaultValue = ".vmc/lab",
            description = "Where the HTTPS key is kept. Default: ${DEFAULT-VALUE}")
    private Path state = Path.of(".vmc/lab");

    @Option(
            names = "--bind",
            defaultValue = "127.0.0.1",
            description = "Address of the first host; the others answer at 127.0.0.2 and so on, unless this is another"
                    + " network's. Default: ${DEFAULT-VALUE}")
    private String bindAddress = "127.0.0.1";

    @Option(
            names = "--hosts",
            defaultValue = "4",
            description = "Hosts in the pool, 1 to 64. Default: ${DEFAULT-VALUE}")
    private int hosts;

    @Option(
            names = "--hosts-memory",
            defaultValue = "8GiB",
            converter = MemorySize.class,
            description = "Memory of each host. Default: ${DEFAULT-VALUE}")
    private long hostMemoryBytes;

    @Option(
            names = "--seed",
            defaultValue = "1",
            description = "Makes the initial pool's uuids repeatable. Default: ${DEFAULT-VALUE}")
    private long seed;

    @Option(
            names = "--standalone",
            defaultValue = "0",
            description = "Hosts s1, s2... beside the pool, at 127.0.0.71 and so on, which may join it with pool.join."
                    + " Default: ${DEFAULT-VALUE}")
    private int standalone;

    @Option(
            names = "--cpu-vendor",
            paramLabel = "HOST=VENDOR",
            description = "CPU vendor of a host, as in h3=AuthenticAMD (default: GenuineIntel).")
    private Map<String, String> cpuVendors = Map.of();

    @Option(
            names = "--product-version",
            paramLabel = "HOST=VERSION",
            description = "Product version of a host, as in s1=8.2.1 (default: 8.3.0).")
    private Map<String, String> productVersions = Map.of();

    @Option(names = "--build-number", paramLabel = "HOST=BUILD", description = "Build number of a host (default: lab).")
    private Map<String, String> buildNumbers = Map.of();

    @Option(
            names = "--guest-network",
            defaultValue = "10.77",
            description = "First two octets of the guests' addresses; at 127.77 a test can answer in their stead."
                    + " Default: ${DEFAULT-VALUE}")
    private String guestNetwork = "10.77";

    @Option(names = "--password", defaultValue = "lab", description = "Password of root. Default: ${DEFAULT-VALUE}")
    private String password = "lab";

    @Mixin
    private TimingOptions timing = new TimingOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var config = new XenApiConfig(bindAddress, port, hosts, hostMemoryBytes, seed, password, timing.scale(1))
                .withTimes(timing.times())
                .withLayout(PoolLayout.plain().withStandaloneHosts(standalone).withTraits(traits()))
                .withTls(new TlsSettings(TlsSettings.port(tlsPort, port), Optional.of(state)));
        var boots = config.timings();
        var guests = new SimulatedGuests(() -> boots.of(TimedOperation.BOOT), InstantSource.system(), guestNetwork);
        try {
            serve(XenApiServer.start(config, guests));
            return 0;
        } catch (IllegalStateException cannotListen) {
            spec.commandLine().getErr().println("lab: " + cannotListen.getMessage());
            return 1;
        }
    }

    private Map<String, HostTraits> traits() {
        var traits = new HashMap<String, HostTraits>();
        Stream.of(cpuVendors, productVersions, buildNumbers)
                .flatMap(option -> option.keySet().stream())
                .forEach(host -> traits.put(
                        host,
                        new HostTraits(
                                cpuVendors.getOrDefault(host, HostTraits.USUAL.cpuVendor()),
                                productVersions.getOrDefault(host, HostTraits.USUAL.productVersion()),
                                buildNumbers.getOrDefault(host, HostTraits.USUAL.buildNumber()))));
        return traits;
    }

    private void serve(XenApiServer server) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            stopped.countDown();
        }));
        PrintWriter out = spec.commandLine().getOut();
        out.println("XenAPI of " + hosts + " hosts on " + server.uri() + ", user root; guests are simulated");
        out.println("HTTPS on port " + server.tlsPort().orElseThrow() + ", SHA-256 fingerprint "
                + server.fingerprint().orElseThrow());
        out.flush();
        stopped.await();
    }
}
