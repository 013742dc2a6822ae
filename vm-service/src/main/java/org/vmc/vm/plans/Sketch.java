package org.vmc.vm.plans;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.vmc.vm.placement.Demand;
import org.vmc.vm.placement.HostFacts;
import org.vmc.vm.placement.PlacementPolicy;
import org.vmc.vm.placement.Rejections;
import org.vmc.vm.solver.Piece;
import org.vmc.vm.solver.Space;
import org.vmc.vm.vms.RunningVm;

/** One plan in the making. */
final class Sketch {

    /** Asks what a host would say if memory were no matter. */
    private static final int NO_MEMORY = 0;

    private final List<HostState> hosts = new ArrayList<>();
    private final List<RunningVm> vms;
    private final @Nullable String leaving;
    private final Predicate<RunningVm> except;
    private final boolean allGo;
    private final List<Stuck> stuck = new ArrayList<>();
    private final Map<RunningVm, Integer> wanted = new IdentityHashMap<>();
    private final Map<String, Integer> indexes = new HashMap<>();
    private boolean lacksRoom;

    /**
     * @param leaving uuid of the host that is to be emptied, if any
     * @param except VMs that stay where they are
     * @param allGo whether all that can leave it must, or else nobody moves: what makes the search look for room
     */
    Sketch(
            List<HostFacts> facts,
            List<RunningVm> vms,
            @Nullable String leaving,
            Predicate<RunningVm> except,
            boolean allGo) {
        this.vms = vms;
        this.leaving = leaving;
        this.except = except;
        this.allGo = allGo;
        for (HostFacts host : facts) {
            List<RunningVm> there =
                    vms.stream().filter(vm -> vm.hostUuid().equals(host.uuid())).toList();
            indexes.put(host.uuid(), hosts.size());
            hosts.add(new HostState(host, there, host.uuid().equals(leaving)));
        }
    }

    /** Whether somebody is stuck for want of memory alone. */
    boolean lacksRoom() {
        return lacksRoom;
    }

    /** What searches: the index of the host of each VM. */
    interface Search {
        List<Integer> search(List<Space> spaces, List<Piece> pieces);
    }

    /** Called once. */
    MovePlan plan(Search search, Predicate<RunningVm> movable) {
        PoolScore before = PoolScore.of(hosts);
        List<RunningVm> candidates =
                vms.stream().filter(movable).filter(this::canMove).toList();
        List<Integer> found = search.search(spaces(candidates), pieces(candidates));
        for (int index = 0; index < candidates.size(); index++) {
            wanted.put(candidates.get(index), found.get(index));
        }
        List<Move> moves = inOrder(candidates);
        return new MovePlan(moves, stuck, before, PoolScore.of(hosts));
    }

    /** Names those that should move and cannot. */
    private boolean canMove(RunningVm vm) {
        boolean leaves = leaves(vm);
        if (except.test(vm)) {
            return false;
        }
        if (vm.stuck() != null) {
            if (leaves) {
                stuck.add(new Stuck(vm.name(), vm.stuck()));
            }
            return false;
        }
        if (leaves && possible(vm).size() == 1) {
            stuck.add(new Stuck(vm.name(), "no other host can have it: " + refusals(vm)));
            return false;
        }
        return true;
    }

    private boolean leaves(RunningVm vm) {
        return vm.hostUuid().equals(leaving);
    }

    private List<Space> spaces(List<RunningVm> candidates) {
        Set<RunningVm> moving = Collections.newSetFromMap(new IdentityHashMap<>());
        moving.addAll(candidates);
        return IntStream.range(0, hosts.size())
                .mapToObj(index -> {
                    HostState host = hosts.get(index);
                    List<RunningVm> there =
                            host.vms().stream().filter(moving::contains).toList();
                    long theirs = there.stream()
                            .mapToLong(vm -> vm.demand().memoryMib())
                            .sum();
                    return new Space(
                            index,
                            host.memoryMib(),
                            host.memoryMib() - host.freeMib() - theirs,
                            there.stream()
                                    .map(vm -> vm.demand().profile())
                                    .reduce(host.load(), (load, less) -> load.minus(less)),
                            host.open());
                })
                .toList();
    }

    private List<Piece> pieces(List<RunningVm> candidates) {
        return IntStream.range(0, candidates.size())
                .mapToObj(index -> {
                    RunningVm vm = candidates.get(index);
                    return new Piece(
                            index,
                            vm.demand().memoryMib(),
                            vm.demand().profile(),
                            vm.apartFrom() == null ? null : vm.apartFrom().toString(),
                            indexOf(vm),
                            leaves(vm),
                            allGo && leaves(vm) ? elsewhere(vm) : possible(vm));
                })
                .toList();
    }

    private int indexOf(RunningVm vm) {
        return Objects.requireNonNull(indexes.get(vm.hostUuid()));
    }

    private HostState goal(RunningVm vm) {
        return hosts.get(Objects.requireNonNull(wanted.get(vm)));
    }

    /** Its own host, and those that would take it if they had room. */
    private List<Integer> possible(RunningVm vm) {
        Demand asked = roomAside(vm);
        return IntStream.range(0, hosts.size())
                .filter(index -> {
                    HostState host = hosts.get(index);
                    boolean own = host.facts().uuid().equals(vm.hostUuid());
                    return own
                            || (host.open()
                                    && Rejections.of(asked, host.facts()).isEmpty());
                })
                .boxed()
                .toList();
    }

    private List<Integer> elsewhere(RunningVm vm) {
        return possible(vm).stream().filter(index -> index != indexOf(vm)).toList();
    }

    private String refusals(RunningVm vm) {
        List<String> refusals = hosts.stream()
                .filter(host -> !host.facts().uuid().equals(vm.hostUuid()))
                .flatMap(host -> Rejections.of(roomAside(vm), host.facts()).stream())
                .map(verdict -> verdict.host() + " " + verdict.reason())
                .toList();
        return refusals.isEmpty() ? "there is none" : String.join("; ", refusals);
    }

    /** Whom it must be kept apart from is for the search to see: that may move too. */
    private Demand roomAside(RunningVm vm) {
        Demand all = vm.demand();
        return new Demand(
                NO_MEMORY,
                all.vcpus(),
                false,
                all.avoidHosts(),
                all.profile(),
                null,
                false,
                all.storage(),
                all.cpu(),
                PlacementPolicy.SPREAD);
    }

    /** Takes each move when its host has room for it; a move that never has is left out. */
    private List<Move> inOrder(List<RunningVm> candidates) {
        List<RunningVm> waiting = new ArrayList<>();
        for (RunningVm vm : candidates) {
            if (goal(vm) != hosts.get(indexOf(vm))) {
                waiting.add(vm);
            } else if (leaves(vm)) {
                noRoom(vm);
            }
        }
        List<Move> moves = new ArrayList<>();
        for (Optional<RunningVm> next = next(waiting); next.isPresent(); next = next(waiting)) {
            RunningVm vm = next.get();
            waiting.remove(vm);
            moves.add(move(vm, hosts.get(indexOf(vm)), goal(vm)));
        }
        waiting.stream().filter(this::leaves).forEach(this::noRoom);
        return moves;
    }

    private Optional<RunningVm> next(List<RunningVm> waiting) {
        return waiting.stream().filter(vm -> fits(vm, goal(vm))).findFirst();
    }

    private static boolean fits(RunningVm vm, HostState to) {
        return to.freeMib() >= vm.demand().memoryMib() && !to.hasGroupOf(vm);
    }

    private void noRoom(RunningVm vm) {
        String each = hosts.stream()
                .filter(HostState::open)
                .map(host -> host.name() + " has " + host.freeMib() + " MiB free")
                .reduce((one, other) -> one + ", " + other)
                .orElse("no host takes VMs");
        stuck.add(new Stuck(
                vm.name(),
                "it needs %d MiB and finds no room: %s".formatted(vm.demand().memoryMib(), each)));
        lacksRoom = true;
    }

    private Move move(RunningVm vm, HostState from, HostState to) {
        String why = leaves(vm)
                ? "%s is to be empty; %s has %d MiB free%s"
                        .formatted(from.name(), to.name(), to.freeMib(), pressed(vm, from, to))
                : "%s has %d MiB free, %s %d MiB%s"
                        .formatted(from.name(), from.freeMib(), to.name(), to.freeMib(), pressed(vm, from, to));
        from.remove(vm);
        to.add(vm);
        return new Move(vm.id(), vm.name(), from.name(), to.name(), to.facts().uuid(), why);
    }

    private static String pressed(RunningVm vm, HostState from, HostState to) {
        long before = from.overlapWith(vm);
        long after = to.overlapWith(vm);
        return before == 0 && after == 0
                ? ""
                : "; what is on %s presses the same by %d, on %s by %d"
                        .formatted(from.name(), before, to.name(), after);
    }
}
