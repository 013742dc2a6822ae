package org.vmc.vm.pools;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.inventory.PowerState;
import org.vmc.vm.pools.PreflightReport.Check;
import org.vmc.vm.xen.XenHost;
import org.vmc.vm.xen.XenStorage;

/**
 * Whether a host fits into a pool. Pure. What a pool itself refuses at {@code pool.join} is blocking, and so is what
 * makes the host useless there; what costs something is a warning.
 */
final class JoinChecks {

    /** XenServer 7.0 and XCP-ng hold 64 hosts, what was before 16. */
    private static final int MOST_HOSTS = 64;

    private static final int MOST_HOSTS_BEFORE_7 = 16;
    /** What a free edition with {@code restrict_pool_size} holds. */
    private static final int MOST_HOSTS_RESTRICTED = 3;

    /** The clocks are read to the second. */
    private static final Duration TOLERATED = Duration.ofSeconds(2);
    /** A pool raises HOST_CLOCK_SKEW_DETECTED from here. */
    private static final Duration TOO_FAR = Duration.ofMinutes(5);

    private static final Set<String> VIRTUALIZATION = Set.of("vmx", "svm");
    private static final Pattern MAJOR = Pattern.compile("(\\d+)\\..*");

    private final JoinSide pool;
    private final JoinSide joining;

    JoinChecks(JoinSide pool, JoinSide joining) {
        this.pool = pool;
        this.joining = joining;
    }

    List<Check> all() {
        return List.of(
                alone(),
                virtualization(),
                vendor(),
                features(),
                version(),
                build(),
                clock(),
                room(),
                availability(),
                vms(),
                storage());
    }

    private Check alone() {
        int hosts = joining.pool().hosts().size();
        boolean same = pool.pool().uuid().equals(joining.pool().uuid());
        if (same) {
            return Check.blocking(
                    "alone", "It is in this pool already.", "Nothing is to be done; or name the other host.");
        }
        return hosts == 1
                ? Check.ok("alone", "It is in no pool but its own.")
                : Check.blocking(
                        "alone",
                        "It coordinates a pool of %d hosts.".formatted(hosts),
                        "Let each of its hosts leave first (xe pool-eject host-uuid=…); its local disks are lost then.");
    }

    private Check virtualization() {
        Set<String> flags = flags(joining.coordinator());
        List<String> found = VIRTUALIZATION.stream().filter(flags::contains).toList();
        // The control domain of some versions does not see the flag; what Xen offers is as good.
        boolean offered = joining.coordinator().capabilities().stream().anyMatch(kind -> kind.startsWith("hvm-"));
        if (!found.isEmpty() || offered) {
            return Check.ok(
                    "virtualization",
                    found.isEmpty()
                            ? "Xen offers hardware virtualization."
                            : "The CPU has %s.".formatted(String.join(", ", found)));
        }
        return Check.blocking(
                "virtualization",
                "The CPU shows neither vmx nor svm: no VM with its own kernel and boot loader can run.",
                "Enable VT-x or AMD-V in the firmware setup of the machine.");
    }

    private Check vendor() {
        String ours = cpu(pool.coordinator(), "vendor");
        String theirs = cpu(joining.coordinator(), "vendor");
        return ours.equals(theirs)
                ? Check.ok("cpu-vendor", "%s, as in the pool.".formatted(theirs))
                : Check.blocking(
                        "cpu-vendor",
                        "%s, while the pool has %s: no VM could be migrated, and the pool refuses it."
                                .formatted(theirs, ours),
                        "Make it the first host of a pool of its own.");
    }

    private Check features() {
        Set<String> ours = pool.pool().hosts().stream()
                .flatMap(host -> pool.pool().record(host).stream())
                .map(JoinChecks::flags)
                .reduce((one, other) -> {
                    Set<String> common = new TreeSet<>(one);
                    common.retainAll(other);
                    return common;
                })
                .orElse(Set.of());
        Set<String> theirs = flags(joining.coordinator());
        Set<String> missing = without(ours, theirs);
        Set<String> more = without(theirs, ours);
        if (!missing.isEmpty()) {
            return Check.warning(
                    "cpu-features",
                    ("It lacks %s, which all hosts of the pool have: VMs that were started before it joins cannot "
                                    + "be migrated to it, and those started later do without on every host.")
                            .formatted(String.join(" ", missing)),
                    "Enable them in the firmware setup if they are there; otherwise restart the VMs after the join.");
        }
        return Check.ok(
                "cpu-features",
                more.isEmpty()
                        ? "The same flags as the pool."
                        : "All flags of the pool; %s besides, which VMs will not see."
                                .formatted(String.join(" ", more)));
    }

    private Check version() {
        String theirs = versions(joining.coordinator());
        String ours = versions(pool.coordinator());
        return theirs.equals(ours)
                ? Check.ok("version", "%s, as in the pool.".formatted(theirs))
                : Check.blocking(
                        "version",
                        "%s, while the pool has %s: the pool refuses it.".formatted(theirs, ours),
                        "Bring the older one to the version of the other.");
    }

    private Check build() {
        String theirs = software(joining.coordinator(), "build_number");
        String ours = software(pool.coordinator(), "build_number");
        return theirs.equals(ours)
                ? Check.ok("build", "%s, as in the pool.".formatted(theirs))
                : Check.warning(
                        "build",
                        "Build %s, while the pool has %s: it joins only by force.".formatted(theirs, ours),
                        "Give both the same updates (yum update, then restart the toolstack).");
    }

    private Check clock() {
        Duration difference = joining.ahead().minus(pool.ahead());
        String text = "%d s %s the pool's coordinator."
                .formatted(difference.abs().toSeconds(), difference.isNegative() ? "behind" : "before");
        String remedy = "Give both the same time servers (chronyc sources) and let them settle.";
        if (difference.abs().compareTo(TOLERATED) <= 0) {
            return Check.ok("clock", "As the pool's, to the second.");
        }
        return difference.abs().compareTo(TOO_FAR) < 0
                ? Check.warning("clock", text, remedy)
                : Check.blocking("clock", text + " Certificates and heartbeats of the pool need one time.", remedy);
    }

    private Check room() {
        int hosts = pool.pool().hosts().size();
        int most = most();
        return hosts < most
                ? Check.ok("pool-size", "The pool has %d of at most %d hosts.".formatted(hosts, most))
                : Check.blocking(
                        "pool-size",
                        "The pool has %d hosts, and its version and edition allow %d.".formatted(hosts, most),
                        "Begin another pool, or use an edition without that limit.");
    }

    private int most() {
        if (Boolean.parseBoolean(pool.coordinator().licenseParams().getOrDefault("restrict_pool_size", "false"))) {
            return MOST_HOSTS_RESTRICTED;
        }
        Matcher version = MAJOR.matcher(software(pool.coordinator(), "product_version"));
        boolean old = version.matches() && Integer.parseInt(version.group(1)) < 7;
        return old ? MOST_HOSTS_BEFORE_7 : MOST_HOSTS;
    }

    private Check availability() {
        List<String> on = new ArrayList<>();
        if (pool.pool().highlyAvailable()) {
            on.add("the pool");
        }
        if (joining.pool().highlyAvailable()) {
            on.add("the host");
        }
        return on.isEmpty()
                ? Check.ok("high-availability", "Off on both sides.")
                : Check.blocking(
                        "high-availability",
                        "On for %s: no host joins meanwhile.".formatted(String.join(" and ", on)),
                        "Turn it off for the time of the join (xe pool-ha-disable), then on again.");
    }

    private Check vms() {
        List<String> names = joining.pool().vms().stream()
                .filter(vm -> vm.powerState() != PowerState.HALTED)
                .map(ObservedVm::name)
                .toList();
        return names.isEmpty()
                ? Check.ok("vms", "None of its VMs runs.")
                : Check.blocking(
                        "vms",
                        "%s %s not halted.".formatted(String.join(", ", names), names.size() == 1 ? "is" : "are"),
                        "Shut them down first; they join with it.");
    }

    private Check storage() {
        List<String> shared = joining.pool().storage().stream()
                .filter(XenStorage::shared)
                .map(XenStorage::name)
                .toList();
        return shared.isEmpty()
                ? Check.ok("storage", "It brings no shared SR.")
                : Check.blocking(
                        "storage",
                        "It has the shared SR %s.".formatted(String.join(", ", shared)),
                        "Detach it (xe sr-forget) and attach it in the pool afterwards.");
    }

    private static Set<String> without(Set<String> all, Set<String> known) {
        return all.stream().filter(flag -> !known.contains(flag)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static Set<String> flags(XenHost host) {
        return Stream.of(cpu(host, "flags").split(" "))
                .filter(flag -> !flag.isBlank())
                .collect(Collectors.toCollection(TreeSet::new));
    }

    private static String versions(XenHost host) {
        String product = software(host, "product_version");
        String platform = software(host, "platform_version");
        String brand = software(host, "product_brand");
        return "%s %s (platform %s)".formatted(brand, product, platform);
    }

    private static String software(XenHost host, String key) {
        return value(host.softwareVersion(), key);
    }

    private static String cpu(XenHost host, String key) {
        return value(host.cpuInfo(), key);
    }

    private static String value(Map<String, String> map, String key) {
        return map.getOrDefault(key, "");
    }
}
