package org.vmc.vm.schedules;

import org.jspecify.annotations.Nullable;

/**
 * Body of a request for a schedule.
 *
 * @param days every day when left out
 * @param from time of day, {@code HH:MM}
 * @param until time of day; on the next day unless it is later
 * @param zone the configured one when left out
 */
record NewSchedule(
        @Nullable String name,
        @Nullable String role,
        @Nullable Integer weight,
        @Nullable String days,
        @Nullable String from,
        @Nullable String until,
        @Nullable String zone) {

    static final NewSchedule EMPTY = new NewSchedule(null, null, null, null, null, null, null);
}
