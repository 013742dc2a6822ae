package org.vmc.bot.schedules;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bot's view of a weight that VMs of a role have in a time window. */
record ScheduleView(
        String name,
        String role,
        int weight,
        String days,
        String from,
        String until,
        String zone,
        boolean open,
        boolean inForce,
        @Nullable String nextChangeAt,
        @Nullable List<String> vms) {

    String when() {
        return days + " " + from + "-" + until + " " + zone;
    }

    String state() {
        if (inForce) {
            return "yes";
        }
        return open ? "no, another weighs more" : "no";
    }

    String presentVms() {
        return vms == null || vms.isEmpty() ? "-" : String.join(", ", vms);
    }
}
