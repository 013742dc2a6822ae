package org.vmc.lab;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import org.jspecify.annotations.Nullable;
import org.vmc.lab.guests.RootImages;
import org.vmc.lab.hosts.HostSettings;
import org.vmc.lab.linux.ByteSize;
import org.vmc.lab.linux.CommandFailure;
import org.vmc.lab.linux.DebianPackages;
import org.vmc.lab.xenapi.TimingOptions;
import org.vmc.lab.xenapi.TlsSettings;
import org.vmc.lab.xenapi.XenApiConfig;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** Runs a lab in the foreground until SIGTERM or SIGINT, then removes all the kernel keeps for it. */
@Command(
        name = "up",
        description = "Runs the lab in the foreground. Without root or the packages: the XenAPI server alone.",
        mixinStandardHelpOptions = true)
final class UpCommand implements Callable<Integer> {

    /** The same uuids in every lab, so that what others noted of templates stays true. */
    private static final int SEED = 1;

    @Mixin
    private StateOption state = new StateOption();

    @Spec
    @SuppressWarnings("NullAway.Init")
    private CommandSpec spec;

    @Option(
            names = "--hosts",
            defaultValue = "4",
            description = "Number of hosts, h1 and so on (default: ${DEFAULT-VALUE}).")
    private int hosts;

    @Option(
            names = "--cpu",
            paramLabel = "CPUS",
            defaultValue = "0.3",
            description = "CPUs a host and its guests may use together (default: ${DEFAULT-VALUE}).")
    private double cpus;

    @Option(
            names = "--memory",
            paramLabel = "SIZE",
            defaultValue = "8GiB",
            description = "Memory a host and its guests may use together (default: ${DEFAULT-VALUE}).")
    private ByteSize memory = ByteSize.ofMib(8192);

    @Option(
            names = "--brick-size",
            paramLabel = "SIZE",
            defaultValue = "2GiB",
            description = "Size of the XFS file system at /bricks/b1 of a host, sparse (default: ${DEFAULT-VALUE}).")
    private ByteSize brickSize = ByteSize.ofMib(2048);

    @Option(
            names = "--xapi-port",
            paramLabel = "PORT",
            defaultValue = "8900",
            description = "Port of the XenAPI server on 127.0.0.1 (default: ${DEFAULT-VALUE}).")
    private int xapiPort;

    @Option(
            names = "--xapi-tls-port",
            paramLabel = "PORT",
            description = "Port of the XenAPI server for HTTPS; 0 picks a free one (default: --xapi-port plus 43).")
    private @Nullable Integer xapiTlsPort;

    @Option(
            names = "--password",
            defaultValue = "lab",
            description = "Password of the XenAPI user root (default: ${DEFAULT-VALUE}).")
    private String password = "lab";

    @Option(
            names = "--password-file",
            paramLabel = "FILE",
            description = "File with that password, which every user of the machine can read on a command line.")
    private @Nullable Path passwordFile;

    @Option(
            names = "--time-scale",
            defaultValue = "0.1",
            description = "How long XenAPI operations take besides the real work: 1 as on Xen, 0 no time"
                    + " (default: ${DEFAULT-VALUE}).")
    private double timeScale;

    @Mixin
    private TimingOptions timing = new TimingOptions();

    @Option(
            names = "--authorized-key",
            paramLabel = "FILE",
            description = "Public keys that may log in to the hosts as root.")
    private @Nullable Path authorizedKey;

    @Option(
            names = "--image",
            paramLabel = "TEMPLATE=DIR",
            description = "A directory with the root file system that guests of a template begin with, such as"
                    + " debian-12=/srv/bookworm (default: one made of this machine's programs).")
    private Map<String, Path> images = Map.of();

    @Option(
            names = "--guest",
            paramLabel = "KIND",
            defaultValue = "namespace",
            description = "What a VM is: namespace; qemu is refused for now (default: ${DEFAULT-VALUE}).")
    private GuestKind guest = GuestKind.NAMESPACE;

    private enum GuestKind {
        NAMESPACE,
        QEMU
    }

    @Override
    public Integer call() throws InterruptedException {
        if (authorizedKey != null && !Files.isReadable(authorizedKey)) {
            throw new IllegalArgumentException("--authorized-key: cannot read " + authorizedKey);
        }
        if (guest == GuestKind.QEMU) {
            throw new CommandFailure(DebianPackages.withoutQemu());
        }
        var settings = new HostSettings(hosts, cpus, memory, brickSize, Optional.ofNullable(authorizedKey));
        var lab = new Lab(state.state(), settings, xapiConfig(), RootImages.of(images));
        Runtime.getRuntime().addShutdownHook(new Thread(lab::close, "lab down"));
        var ready = lab.start(this::warn);
        spec.commandLine().getOut().println(ready);
        spec.commandLine().getOut().flush();
        new CountDownLatch(1).await();
        return 0;
    }

    XenApiConfig xapiConfig() {
        return new XenApiConfig("127.0.0.1", xapiPort, hosts, memory.bytes(), SEED, password(), timing.scale(timeScale))
                .withTimes(timing.times())
                .withTls(new TlsSettings(
                        TlsSettings.port(xapiTlsPort, xapiPort),
                        Optional.of(state.state().root())));
    }

    private String password() {
        if (passwordFile == null) {
            return password;
        }
        try {
            var read = Files.readString(passwordFile).strip();
            if (read.isEmpty()) {
                throw new IllegalArgumentException("--password-file: " + passwordFile + " is empty");
            }
            return read;
        } catch (IOException unreadable) {
            throw new IllegalArgumentException("--password-file: cannot read " + passwordFile, unreadable);
        }
    }

    private void warn(String warning) {
        spec.commandLine().getErr().println("lab: " + warning);
    }
}
