package org.vmc.vm.solver;

import ai.timefold.solver.core.api.score.buildin.hardmediumsoftlong.HardMediumSoftLongScore;
import ai.timefold.solver.core.api.score.calculator.IncrementalScoreCalculator;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.vmc.vm.placement.Profile;

/**
 * What an arrangement is worth. Hard: nobody has memory that is not there, and groups are kept apart. Medium: VMs leave
 * the hosts they are to leave. Soft, each as a cost: VMs on one host that press the same; hosts of which more is used
 * than of others; no second host with room for the biggest VM, should its host be lost; and every move, heavily,
 * because each interrupts somebody and loads the network.
 *
 * <p>Keeps sums for each host, so that a move costs two hosts and not the pool. Public because Timefold makes it.
 */
public class ArrangementScore implements IncrementalScoreCalculator<Arrangement, HardMediumSoftLongScore> {

    /** Two VMs of one demanding role on a host cost as much as several moves of small VMs. */
    private static final long OVERLAP = 6;

    private static final long MOVE = 40;
    /** For each hundredth of the host's memory that has to be sent. */
    private static final long MOVE_SHARE = 25;

    private static final long ROOM_MIB_EACH = 16;
    private static final long GROUP_CONFLICT = 1_000;
    private static final int PERCENT = 100;

    private List<Tally> tallies = new ArrayList<>();
    private long biggestMib;
    private long left;
    private long moves;

    /** What is on one host. */
    private static final class Tally {

        private final Space space;
        private long usedMib;
        private long cpu;
        private long memory;
        private long disk;
        private long network;
        private long ownOverlap;
        private final Map<String, Integer> groups = new HashMap<>();
        private long conflicts;

        Tally(Space space) {
            this.space = space;
            this.usedMib = space.fixedMib();
            press(space.fixedLoad(), 1);
        }

        void change(Piece piece, int sign) {
            usedMib += sign * piece.memoryMib();
            press(piece.profile(), sign);
            ownOverlap += (long) sign * piece.profile().overlap(piece.profile());
            if (piece.group() != null) {
                int before = groups.getOrDefault(piece.group(), 0);
                groups.put(piece.group(), before + sign);
                conflicts += Math.max(0, before + sign - 1) - Math.max(0, before - 1);
            }
        }

        private void press(Profile profile, int sign) {
            cpu += (long) sign * profile.cpu();
            memory += (long) sign * profile.memory();
            disk += (long) sign * profile.disk();
            network += (long) sign * profile.network();
        }

        long hard() {
            return Math.max(0, usedMib - space.memoryMib()) + conflicts * GROUP_CONFLICT;
        }

        /** Of every pair on the host, how much they press the same. */
        long overlap() {
            return (cpu * cpu + memory * memory + disk * disk + network * network - ownOverlap) / 2;
        }

        long usedPercent() {
            return space.memoryMib() == 0 ? PERCENT : usedMib * PERCENT / space.memoryMib();
        }
    }

    @Override
    public void resetWorkingSolution(Arrangement arrangement) {
        tallies = new ArrayList<>();
        biggestMib = 0;
        left = 0;
        moves = 0;
        arrangement.spaces().forEach(space -> tallies.add(new Tally(space)));
        for (Seat seat : arrangement.seats()) {
            biggestMib = Math.max(biggestMib, seat.piece().memoryMib());
            count(seat, 1);
        }
    }

    @Override
    public void beforeEntityAdded(Object entity) {}

    @Override
    public void afterEntityAdded(Object entity) {
        count((Seat) entity, 1);
    }

    @Override
    public void beforeVariableChanged(Object entity, String variable) {
        count((Seat) entity, -1);
    }

    @Override
    public void afterVariableChanged(Object entity, String variable) {
        count((Seat) entity, 1);
    }

    @Override
    public void beforeEntityRemoved(Object entity) {
        count((Seat) entity, -1);
    }

    @Override
    public void afterEntityRemoved(Object entity) {}

    private void count(Seat seat, int sign) {
        Space space = seat.getSpace();
        if (space == null) {
            return;
        }
        Piece piece = seat.piece();
        tallies.get(space.index()).change(piece, sign);
        boolean stays = space.index() == piece.from();
        if (piece.leaves()) {
            left += stays ? sign : 0;
        } else if (!stays) {
            long percent = space.memoryMib() == 0 ? PERCENT : piece.memoryMib() * PERCENT / space.memoryMib();
            moves += sign * (MOVE + MOVE_SHARE * percent);
        }
    }

    @Override
    public HardMediumSoftLongScore calculateScore() {
        long hard = 0;
        long soft = moves;
        long mostFree = 0;
        long secondFree = 0;
        for (Tally tally : tallies) {
            hard += tally.hard();
            soft += OVERLAP * tally.overlap();
            if (!tally.space.open()) {
                continue;
            }
            long used = tally.usedPercent();
            soft += used * used / 2;
            long free = tally.space.memoryMib() - tally.usedMib;
            secondFree = Math.max(secondFree, Math.min(mostFree, free));
            mostFree = Math.max(mostFree, free);
        }
        soft += Math.max(0, biggestMib - secondFree) / ROOM_MIB_EACH;
        return HardMediumSoftLongScore.of(-hard, -left, -soft);
    }
}
