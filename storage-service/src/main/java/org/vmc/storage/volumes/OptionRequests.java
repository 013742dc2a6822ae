package org.vmc.storage.volumes;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.storage.gluster.GlusterPool;
import org.vmc.storage.gluster.VolumeOption;
import org.vmc.storage.hosts.GlusterProblems;

/** Shows options, and turns requests to change them into their operation. */
@ApplicationScoped
class OptionRequests {

    private static final int MOST_AT_ONCE = 50;

    private final GlusterPool gluster;
    private final PoolVolumes pool;
    private final ChangeOptions change;

    OptionRequests(GlusterPool gluster, PoolVolumes pool, ChangeOptions change) {
        this.gluster = gluster;
        this.pool = pool;
        this.change = change;
    }

    /** All options of the volume there are, by name; Gluster lists some of them twice. */
    List<VolumeOption> options(Volume volume) {
        var known = pool.require(VolumeChange.of(volume));
        var set = known.options();
        var options = new TreeMap<String, VolumeOption>();
        GlusterProblems.asking(() -> gluster.options(known.name()))
                .forEach(option -> options.put(
                        option.name(),
                        new VolumeOption(
                                option.name(),
                                set.getOrDefault(option.name(), option.value()),
                                !set.containsKey(option.name()))));
        return List.copyOf(options.values());
    }

    /**
     * Says what would change.
     *
     * @param wanted null and {@code default} stand for the default
     * @param options as seen before the transaction began
     * @throws ProblemException 422 naming every wrong option, 409 when nothing would change
     */
    NewOperation<OptionChange> change(
            Volume volume, @Nullable Map<String, @Nullable String> wanted, List<VolumeOption> options, Caller caller) {
        caller.requireOwner(volume.owner);
        if (wanted == null || wanted.isEmpty() || wanted.size() > MOST_AT_ONCE) {
            throw ProblemException.invalid("options", "must name 1 to %d options".formatted(MOST_AT_ONCE));
        }
        var values = new TreeMap<String, String>();
        wanted.forEach((name, value) -> values.put(name, value == null || value.equals("default") ? "" : value));
        var errors = OptionRules.errors(values, options, volume.shape());
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        var present = options.stream().collect(Collectors.toMap(VolumeOption::name, option -> option));
        values.entrySet().removeIf(value -> isSo(present, value.getKey(), value.getValue()));
        if (values.isEmpty()) {
            throw ProblemException.conflict("%s has these values already.".formatted(volume.name));
        }
        var diff = values.entrySet().stream()
                .map(value -> diff(present, value.getKey(), value.getValue()))
                .toList();
        var input = new OptionChange(volume.id, volume.name, volume.brickList(), volume.glusterId, values, diff);
        return NewOperation.of(change, input, new Target("volume", volume.id, volume.name));
    }

    private static boolean isSo(Map<String, VolumeOption> present, String name, String value) {
        var option = present.get(name);
        return option != null
                && (value.isEmpty() ? option.isDefault() : !option.isDefault() && value.equals(option.value()));
    }

    private static String diff(Map<String, VolumeOption> present, String name, String value) {
        var option = present.get(name);
        var before = option == null || option.value() == null ? "nothing" : option.value();
        var standard = option == null || option.isDefault() ? " (its default)" : "";
        return "%s from %s%s to %s".formatted(name, before, standard, value.isEmpty() ? "its default" : value);
    }
}
