package org.vmc.vm.schedules;

import io.quarkus.narayana.jta.QuarkusTransaction;
import jakarta.enterprise.context.ApplicationScoped;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.vmc.http.problem.ProblemException;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.Target;
import org.vmc.operations.plan.TimeOrderedIds;
import org.vmc.vm.catalogue.VmRoles;
import org.vmc.vm.schedules.VmWeights.Kept;
import org.vmc.vm.vms.RoleVm;
import org.vmc.vm.vms.VmRoster;

/** Schedules: shows them, checks new ones, and says which operation adds or deletes one. */
@ApplicationScoped
class Schedules {

    private final ScheduleRows rows;
    private final VmWeights weights;
    private final VmRoster roster;
    private final VmRoles roles;
    private final SchedulesConfig config;
    private final AddSchedule addSchedule;
    private final DeleteSchedule deleteSchedule;
    private final Clock clock = Clock.systemUTC();

    Schedules(
            ScheduleRows rows,
            VmWeights weights,
            VmRoster roster,
            VmRoles roles,
            SchedulesConfig config,
            AddSchedule addSchedule,
            DeleteSchedule deleteSchedule) {
        this.rows = rows;
        this.weights = weights;
        this.roster = roster;
        this.roles = roles;
        this.config = config;
        this.addSchedule = addSchedule;
        this.deleteSchedule = deleteSchedule;
    }

    /** Ordered by name. */
    List<ScheduleView> all() {
        Instant now = clock.instant();
        List<Schedule> schedules = rows.all();
        Map<String, Schedule> inForce = WeightWatch.inForce(schedules, now);
        List<Kept> kept = QuarkusTransaction.joiningExisting().call(weights::all);
        Map<UUID, String> names = roster.all().stream().collect(Collectors.toMap(RoleVm::id, RoleVm::name));
        return schedules.stream()
                .map(schedule -> ScheduleView.of(
                        schedule,
                        now,
                        schedule.equals(inForce.get(schedule.role())),
                        kept.stream()
                                .filter(weight -> schedule.name().equals(weight.schedule()))
                                .filter(weight -> names.containsKey(weight.vm()))
                                .map(weight -> String.valueOf(names.get(weight.vm())))
                                .sorted()
                                .toList()))
                .toList();
    }

    /** @throws ProblemException 409 when the name is taken, 422 naming the fields */
    NewOperation<?> add(NewSchedule wanted, String by) {
        Schedule schedule = new ScheduleCheck(roles, config.zone()).read(wanted, TimeOrderedIds.next(), by);
        if (rows.named(schedule.name()).isPresent()) {
            throw ProblemException.nameTaken("schedule", schedule.name());
        }
        // Two of one name at once: the second finds out when its turn comes.
        return NewOperation.of(addSchedule, schedule, target(schedule)).alsoLocking(lock(schedule));
    }

    /** @throws ProblemException 404 */
    NewOperation<?> delete(String name) {
        Schedule schedule = rows.named(name).orElseThrow(() -> ProblemException.notFound("schedule", name));
        return NewOperation.of(deleteSchedule, schedule, target(schedule)).alsoLocking(lock(schedule));
    }

    private static Target target(Schedule schedule) {
        return new Target("schedule", schedule.id(), schedule.name());
    }

    private static String lock(Schedule schedule) {
        return "schedule-name/" + schedule.name();
    }
}
