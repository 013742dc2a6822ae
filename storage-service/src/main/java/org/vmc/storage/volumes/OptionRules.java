package org.vmc.storage.volumes;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.storage.gluster.SetShape;
import org.vmc.storage.gluster.VolumeOption;

/** Which options may have which values. What it lets pass Gluster still judges by itself. */
final class OptionRules {

    private static final Pattern VALUE = Pattern.compile("[\\x21-\\x7e]([\\x20-\\x7e]{0,253}[\\x21-\\x7e])?");
    private static final Pattern AMOUNT = Pattern.compile("-?[0-9]+(\\.[0-9]+)?([KMGTP]?B|%)?");
    private static final Set<String> SWITCH = Set.of("on", "off", "enable", "disable", "yes", "no", "true", "false");

    /** Their defaults look like switches, but they know more than two words. */
    private static final Set<String> MORE_THAN_SWITCHES =
            Set.of("cluster.lookup-unhashed", "cluster.server-quorum-type");

    private static final int MOST_NEAR = 5;

    private OptionRules() {}

    /**
     * What is wrong with the wish.
     *
     * @param wanted values by name; an empty one stands for the default
     * @param known all options there are
     * @param shape of the volume's sets
     */
    static List<FieldError> errors(Map<String, String> wanted, List<VolumeOption> known, SetShape shape) {
        var byName = known.stream().collect(Collectors.toMap(VolumeOption::name, option -> option, (one, two) -> one));
        var errors = new ArrayList<FieldError>();
        new TreeMap<>(wanted).forEach((name, value) -> {
            var wrong = wrong(name, value, byName.get(name), known, shape);
            if (wrong != null) {
                errors.add(new FieldError("options." + name, wrong));
            }
        });
        return errors;
    }

    private static @Nullable String wrong(
            String name, String value, @Nullable VolumeOption option, List<VolumeOption> known, SetShape shape) {
        if (option == null) {
            return "is no option of GlusterFS" + near(name, known);
        }
        if (name.startsWith("features.shard")) {
            return "must not be changed: files that are there already are cut the other way and would be unreadable; make"
                    + " another volume of the class that fits";
        }
        if (name.startsWith("features.quota") || name.equals("features.inode-quota")) {
            return "must not be changed: the size of the volume sets it (/storage volume resize)";
        }
        if (name.equals("cluster.quorum-type") && shape.keepsCopies() && !value.equals("auto")) {
            return "must be auto: without a majority two parted copies would both be written (split-brain)";
        }
        if (value.isEmpty()) {
            return null;
        }
        if (!VALUE.matcher(value).matches()) {
            return "must be 1 to 255 visible ASCII characters";
        }
        // The gluster command takes a word with dashes for an option of its own wherever it stands, such as
        // --log-file=.
        if (value.startsWith("-") && !AMOUNT.matcher(value).matches()) {
            return "must not begin with a dash, unless it is a number";
        }
        return wrongKind(name, value, option.value());
    }

    private static @Nullable String wrongKind(String name, String value, @Nullable String present) {
        if (present == null || MORE_THAN_SWITCHES.contains(name)) {
            return null;
        }
        if (SWITCH.contains(present.toLowerCase(Locale.ROOT))) {
            return SWITCH.contains(value.toLowerCase(Locale.ROOT)) ? null : "must be on or off";
        }
        if (AMOUNT.matcher(present).matches() && !AMOUNT.matcher(value).matches()) {
            return "must be a number, or an amount such as 64MB; it is %s".formatted(present);
        }
        return null;
    }

    private static String near(String name, List<VolumeOption> known) {
        var last = name.substring(name.lastIndexOf('.') + 1);
        var near = known.stream()
                .map(VolumeOption::name)
                .filter(other -> !last.isEmpty() && other.contains(last))
                .sorted()
                .limit(MOST_NEAR)
                .collect(Collectors.joining(", "));
        return near.isEmpty() ? "" : "; there are " + near;
    }
}
