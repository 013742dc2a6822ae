package org.vmc.lab.linux;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/** The Debian packages that real hosts and guests are made of. */
public final class DebianPackages {

    /** What the lab needs. */
    public static final List<String> NEEDED = List.of(
            "ccache",
            "distcc",
            "g++",
            "gcc",
            "glusterfs-client",
            "glusterfs-server",
            "iproute2",
            "make",
            "openssh-client",
            "openssh-server",
            "sysstat",
            "tini",
            "uidmap",
            "xfsprogs");

    private static final Duration INSTALL_LIMIT = Duration.ofMinutes(10);
    private static final List<String> QEMU_PACKAGES = List.of("linux-image-cloud-amd64", "qemu-system-x86");
    private static final Path QEMU = Path.of("/usr/bin/qemu-system-x86_64");
    private static final Path DPKG_QUERY = Path.of("/usr/bin/dpkg-query");

    private final Commands commands;

    public DebianPackages(Commands commands) {
        this.commands = commands;
    }

    /** Whether this machine has Debian's package database at all. */
    public boolean usable() {
        return Files.isExecutable(DPKG_QUERY);
    }

    /** Needed packages that are not installed, in alphabetical order. */
    public List<String> missing() {
        if (!usable()) {
            return NEEDED;
        }
        var query = new ArrayList<>(
                List.of(DPKG_QUERY.toString(), "--show", "--showformat", "${Package} ${db:Status-Status}\n"));
        query.addAll(NEEDED);
        var installed = new HashSet<String>();
        // It exits 1 when a package is unknown, and still prints the others.
        commands.attempt(query).text().lines().forEach(line -> {
            var parts = line.split(" ");
            if (parts.length == 2 && parts[1].equals("installed")) {
                installed.add(parts[0]);
            }
        });
        return NEEDED.stream().filter(name -> !installed.contains(name)).toList();
    }

    /** Why no VM of this lab can be a machine under qemu, and what it would need of this machine. */
    public static String withoutQemu() {
        var reason = "--guest qemu: guests under qemu are not implemented; use --guest namespace";
        return Files.isExecutable(QEMU)
                ? reason
                : reason + ". qemu is missing too; it comes with: " + installCommand(QEMU_PACKAGES);
    }

    /** The command a person would type to install packages. */
    public static String installCommand(List<String> packages) {
        return "sudo apt-get install --yes --no-install-recommends " + String.join(" ", packages);
    }

    /** Installs packages; needs root and a reachable mirror. Throws {@link CommandFailure} when apt-get fails. */
    public void install(List<String> packages) {
        commands.run(List.of("/usr/bin/apt-get", "update", "--quiet"), "", INSTALL_LIMIT);
        var install = new ArrayList<>(List.of(
                "/usr/bin/env",
                "DEBIAN_FRONTEND=noninteractive",
                // Daemons belong into the lab's hosts, not on the machine.
                "RUNLEVEL=1",
                "/usr/bin/apt-get",
                "install",
                "--yes",
                "--quiet",
                "--no-install-recommends"));
        install.addAll(packages);
        commands.run(install, "", INSTALL_LIMIT);
    }
}
