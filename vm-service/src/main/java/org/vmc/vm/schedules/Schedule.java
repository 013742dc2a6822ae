package org.vmc.vm.schedules;

import java.time.LocalTime;
import java.time.ZoneId;
import java.util.UUID;

/**
 * While a window lasts, the VCPUs of VMs of a role have this weight.
 *
 * @param name unique
 * @param weight from 1 to 65535; a VM with twice the weight gets twice the time on a busy CPU
 * @param days see {@link Days}
 * @param from time of day, {@code HH:MM}
 * @param until time of day; on the next day unless it is later than {@code from}
 * @param zone name of a time zone
 * @param createdBy who added it
 */
record Schedule(
        UUID id,
        String name,
        String role,
        int weight,
        String days,
        String from,
        String until,
        String zone,
        String createdBy) {

    /** What is stored has been checked. */
    Window window() {
        return new Window(
                Days.parse(days).orElseThrow(), LocalTime.parse(from), LocalTime.parse(until), ZoneId.of(zone));
    }
}
