package org.vmc.lab.xenapi;

import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.vmc.lab.guests.SimulatedGuests;
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

    @Option(names = "--bind", defaultValue = "127.0.0.1", description = "Address. Default: ${DEFAULT-VALUE}")
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

    @Option(names = "--password", defaultValue = "lab", description = "Password of root. Default: ${DEFAULT-VALUE}")
    private String password = "lab";

    @Mixin
    private TimingOptions timing = new TimingOptions();

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public Integer call() throws InterruptedException {
        var config = new XenApiConfig(
                bindAddress, port, hosts, hostMemoryBytes, seed, password, timing.scale(1), timing.times());
        var boots = config.timings();
        var guests = new SimulatedGuests(() -> boots.of(TimedOperation.BOOT), InstantSource.system());
        try {
            serve(XenApiServer.start(config, guests));
            return 0;
        } catch (IllegalStateException cannotListen) {
            spec.commandLine().getErr().println("lab: " + cannotListen.getMessage());
            return 1;
        }
    }

    private void serve(XenApiServer server) throws InterruptedException {
        var stopped = new CountDownLatch(1);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            server.close();
            stopped.countDown();
        }));
        PrintWriter out = spec.commandLine().getOut();
        out.println("XenAPI of " + hosts + " hosts on " + server.uri() + ", user root; guests are simulated");
        out.flush();
        stopped.await();
    }
}
