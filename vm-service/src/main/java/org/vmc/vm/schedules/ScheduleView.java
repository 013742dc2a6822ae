package org.vmc.vm.schedules;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * A schedule as shown to users.
 *
 * @param open whether its window is open now
 * @param inForce whether VMs of the role get its weight now; of several that are open the highest weight wins
 * @param nextChangeAt when its window opens or closes next; absent when it is always open
 * @param vms names of the VMs that have its weight now
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ScheduleView(
        UUID id,
        String name,
        String role,
        int weight,
        String days,
        String from,
        String until,
        String zone,
        String createdBy,
        boolean open,
        boolean inForce,
        @Nullable Instant nextChangeAt,
        List<String> vms) {

    static ScheduleView of(Schedule schedule, Instant now, boolean inForce, List<String> vms) {
        Window window = schedule.window();
        return new ScheduleView(
                schedule.id(),
                schedule.name(),
                schedule.role(),
                schedule.weight(),
                schedule.days(),
                schedule.from(),
                schedule.until(),
                schedule.zone(),
                schedule.createdBy(),
                window.contains(now),
                inForce,
                window.nextChange(now).orElse(null),
                vms);
    }
}
