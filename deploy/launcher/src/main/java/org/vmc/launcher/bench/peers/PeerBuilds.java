package org.vmc.launcher.bench.peers;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Builds of one source on the hosts of the lab: the first compiles and links, the others compile. Nothing of VMC's is
 * used, and every build starts from the unpacked archive.
 */
public final class PeerBuilds implements AutoCloseable {
    private static final int PORT = 3633;
    private static final int HOST_JOBS = 4;
    private static final Path ICECC = Path.of("/usr/bin/icecc");

    private final PeerHost master;
    private final List<PeerHost> others;
    private final Path archive;
    private final List<List<String>> commands;

    /**
     * Nothing is done yet.
     *
     * @param addresses of the hosts, the builder first
     * @param key that lets root in
     * @param archive a {@code .tar.gz} with one directory
     * @param commands as in a recipe, with {@code {cc}}, {@code {cxx}} and {@code {jobs}}
     */
    public PeerBuilds(List<String> addresses, Path key, Path archive, List<List<String>> commands) {
        this.master = new PeerHost(addresses.getFirst(), key);
        this.others = addresses.stream()
                .skip(1)
                .map(address -> new PeerHost(address, key))
                .toList();
        this.archive = archive;
        this.commands = commands;
    }

    /** How distcc's hosts and {@code make -j} are set. */
    public record Setting(int local, int slots, int jobs) {
        @Override
        public String toString() {
            return "localhost/%d, others/%d, -j%d".formatted(local, slots, jobs);
        }

        /** What somebody tries who has an afternoon. */
        public static List<Setting> sweep() {
            return List.of(
                    new Setting(1, 2, 6),
                    new Setting(2, 2, 8),
                    new Setting(2, 3, 8),
                    new Setting(2, 3, 12),
                    new Setting(2, 4, 16));
        }
    }

    /** Whether icecc is installed here, and so on the hosts of the lab. */
    public static boolean hasIcecc() {
        return Files.isExecutable(ICECC);
    }

    /** Starts the daemons that compile. */
    public void start() {
        others.forEach(
                host -> host.run(Map.of(), List.of("distccd", Integer.toString(PORT), Integer.toString(HOST_JOBS))));
        if (hasIcecc()) {
            master.run(Map.of(), List.of("iceccd", master.address()));
            others.forEach(host -> host.run(Map.of(), List.of("iceccd", master.address())));
        }
    }

    /** Seconds on the builder alone. */
    public double alone() {
        return build(Map.of(), "", HOST_JOBS);
    }

    /**
     * Seconds of what cannot be spread: all that is left to do on the builder when every object file is there. Needs a
     * build before it.
     */
    public double serialPart() {
        return commands.stream()
                .mapToDouble(command -> Double.parseDouble(master.run(Map.of(), filled("finish", command, "", 1))))
                .sum();
    }

    /** Seconds with distcc as its manual says: the hosts' names, and twice as many jobs as CPUs. */
    public double byManual() {
        String hosts = others.stream()
                .map(host -> host.address() + ":" + PORT)
                .collect(Collectors.joining(" ", "localhost ", ""));
        return build(Map.of("DISTCC_HOSTS", hosts), "distcc ", 2 * (others.size() + 1));
    }

    /** Seconds with distcc set by hand. */
    public double byHand(Setting setting) {
        List<String> hosts = new ArrayList<>(List.of("localhost/" + setting.local()));
        others.forEach(host -> hosts.add("%s:%d/%d".formatted(host.address(), PORT, setting.slots())));
        return build(Map.of("DISTCC_HOSTS", String.join(" ", hosts)), "distcc ", setting.jobs());
    }

    /** Seconds with icecc, which schedules by itself; empty where it is not installed. */
    public Optional<Double> byIcecc() {
        return hasIcecc() ? Optional.of(build(Map.of(), "icecc ", 2 * (others.size() + 1))) : Optional.empty();
    }

    private double build(Map<String, String> environment, String launcher, int jobs) {
        master.feed(archive, List.of("unpack"));
        return commands.stream()
                .mapToDouble(command ->
                        Double.parseDouble(master.run(environment, filled("build", command, launcher, jobs))))
                .sum();
    }

    private static List<String> filled(String word, List<String> command, String launcher, int jobs) {
        List<String> words = new ArrayList<>(List.of(word));
        command.forEach(part -> words.add(part.replace("{jobs}", Integer.toString(jobs))
                .replace("{cc}", launcher + "gcc")
                .replace("{cxx}", launcher + "g++")));
        return words;
    }

    /** Ends the daemons and removes what was built. */
    @Override
    public void close() {
        others.forEach(host -> host.run(Map.of(), List.of("stop")));
        master.run(Map.of(), List.of("stop"));
        master.run(Map.of(), List.of("remove"));
    }
}
