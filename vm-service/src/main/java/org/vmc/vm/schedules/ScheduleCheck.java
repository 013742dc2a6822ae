package org.vmc.vm.schedules;

import java.time.DateTimeException;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.catalogue.VmRoles;

/** Reads a schedule somebody wants, and names every field that is wrong. */
final class ScheduleCheck {

    static final int MOST_WEIGHT = 65_535;

    private static final String EVERY_DAY = "MON-SUN";
    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");
    private static final Pattern TIME = Pattern.compile("([01][0-9]|2[0-3]):[0-5][0-9]");

    private final VmRoles roles;
    private final ZoneId standardZone;
    private final List<FieldError> errors = new ArrayList<>();

    ScheduleCheck(VmRoles roles, ZoneId standardZone) {
        this.roles = roles;
        this.standardZone = standardZone;
    }

    /** @throws ProblemException 422 */
    Schedule read(NewSchedule wanted, UUID id, String createdBy) {
        String name = text("name", wanted.name());
        if (!name.isEmpty() && !NAME.matcher(name).matches()) {
            wrong(
                    "name",
                    "must be 1 to 63 lower-case letters, digits and dashes, and begin and end with a letter or digit");
        }
        String role = text("role", wanted.role());
        if (!role.isEmpty() && roles.named(role).isEmpty()) {
            wrong("role", "must be one of " + roles.names());
        }
        String days = wanted.days() == null || wanted.days().isBlank()
                ? EVERY_DAY
                : wanted.days().strip();
        if (Days.parse(days).isEmpty()) {
            wrong("days", Days.EXPECTED);
        }
        int weight = weight(wanted.weight());
        String from = time("from", wanted.from());
        String until = time("until", wanted.until());
        String zone = zone(wanted.zone());
        if (!errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Schedule(id, name, role, weight, days, from, until, zone, createdBy);
    }

    private int weight(@Nullable Integer weight) {
        if (weight == null) {
            wrong("weight", "is missing");
            return 1;
        }
        if (weight < 1 || weight > MOST_WEIGHT) {
            wrong("weight", "must be from 1 to " + MOST_WEIGHT);
        }
        return weight;
    }

    private String time(String field, @Nullable String given) {
        String time = text(field, given);
        if (!time.isEmpty() && !TIME.matcher(time).matches()) {
            wrong(field, "must be a time from 00:00 to 23:59");
            return LocalTime.MIDNIGHT.toString();
        }
        return time;
    }

    private String zone(@Nullable String given) {
        if (given == null || given.isBlank()) {
            return standardZone.getId();
        }
        return Optional.of(given.strip()).filter(ScheduleCheck::isZone).orElseGet(() -> {
            wrong("zone", "must be a time zone such as Europe/Prague or UTC");
            return standardZone.getId();
        });
    }

    private static boolean isZone(String text) {
        try {
            return !ZoneId.of(text).getId().isEmpty();
        } catch (DateTimeException none) {
            return false;
        }
    }

    private String text(String field, @Nullable String given) {
        if (given == null || given.isBlank()) {
            wrong(field, "is missing");
            return "";
        }
        return given.strip();
    }

    private void wrong(String field, String message) {
        errors.add(new FieldError(field, message));
    }
}
