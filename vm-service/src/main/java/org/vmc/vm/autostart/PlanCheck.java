package org.vmc.vm.autostart;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.vms.CountedVm;

/** Reads a plan somebody wants, and names every field that is wrong. */
final class PlanCheck {

    static final int MOST = 500;

    private final String pool;
    private final List<CountedVm> vms;
    private final List<FieldError> errors = new ArrayList<>();

    /** @param vms all there are, of every pool */
    PlanCheck(String pool, List<CountedVm> vms) {
        this.pool = pool;
        this.vms = vms;
    }

    /** @throws ProblemException 422 */
    List<Entry> read(NewPlan wanted) {
        List<NewPlan.@Nullable NewEntry> given = wanted.entries();
        if (given == null) {
            throw ProblemException.invalid("entries", "is missing");
        }
        if (given.size() > MOST) {
            throw ProblemException.invalid("entries", "must be at most " + MOST);
        }
        Map<Integer, CountedVm> named = new LinkedHashMap<>();
        for (int index = 0; index < given.size(); index++) {
            NewPlan.NewEntry entry = given.get(index);
            Optional<CountedVm> vm = vm(field(index, "vm"), entry == null ? null : entry.vm(), named);
            if (vm.isPresent()) {
                named.put(index, vm.get());
            }
        }
        refuseIfWrong();
        List<Entry> entries = new ArrayList<>();
        named.forEach((index, vm) -> {
            NewPlan.NewEntry entry = given.get(index);
            List<@Nullable String> after = entry == null || entry.after() == null ? List.of() : entry.after();
            entries.add(new Entry(UUID.fromString(vm.id()), vm.name(), needs(index, vm, after, named)));
        });
        refuseIfWrong();
        refuseCircle(entries);
        return List.copyOf(entries);
    }

    private Optional<CountedVm> vm(String field, @Nullable String name, Map<Integer, CountedVm> before) {
        if (name == null || name.isBlank()) {
            errors.add(new FieldError(field, "is missing"));
            return Optional.empty();
        }
        List<CountedVm> found = called(name, vms.stream()).toList();
        Optional<CountedVm> ours = found.stream().filter(CountedVm::managed).findFirst();
        if (ours.isEmpty()) {
            errors.add(new FieldError(
                    field,
                    found.isEmpty()
                            ? "must name a VM; there is none called " + name
                            : "must name a VM that belongs to somebody here; claim " + name + " first (/vm claim)"));
        } else if (!ours.get().pool().equals(pool)) {
            errors.add(new FieldError(
                    field,
                    "must name a VM of pool " + pool + "; " + name + " is in "
                            + ours.get().pool()));
        } else if (before.containsValue(ours.get())) {
            errors.add(new FieldError(field, "must be named once; " + name + " is in the plan already"));
        } else {
            return ours;
        }
        return Optional.empty();
    }

    private List<UUID> needs(int index, CountedVm vm, List<@Nullable String> after, Map<Integer, CountedVm> named) {
        List<UUID> needs = new ArrayList<>();
        for (int position = 0; position < after.size(); position++) {
            String field = field(index, "after[" + position + "]");
            String name = after.get(position);
            Optional<CountedVm> needed = name == null
                    ? Optional.empty()
                    : called(name, named.values().stream()).findFirst();
            if (needed.isEmpty()) {
                errors.add(new FieldError(field, "must name a VM of this plan; " + name + " is not in it"));
            } else if (needed.get().equals(vm)) {
                errors.add(new FieldError(field, "must name another VM; " + vm.name() + " cannot need itself"));
            } else {
                needs.add(UUID.fromString(needed.get().id()));
            }
        }
        return needs.stream().distinct().toList();
    }

    private void refuseCircle(List<Entry> entries) {
        List<Entry> circle = Waves.circle(entries);
        if (circle.isEmpty()) {
            return;
        }
        Entry first = circle.getFirst();
        String round = Stream.concat(circle.stream(), Stream.of(first))
                .map(Entry::name)
                .collect(Collectors.joining(" needs "));
        throw ProblemException.invalid(
                field(entries.indexOf(first), "after"), "must not lead back to where it began: " + round);
    }

    private void refuseIfWrong() {
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
    }

    private static Stream<CountedVm> called(String name, Stream<CountedVm> among) {
        return among.filter(vm -> vm.name().equals(name) || vm.id().equals(name));
    }

    private static String field(int index, String name) {
        return "entries[" + index + "]." + name;
    }
}
