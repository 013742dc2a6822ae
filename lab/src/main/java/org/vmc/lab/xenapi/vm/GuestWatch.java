package org.vmc.lab.xenapi.vm;

import static java.lang.System.Logger.Level.WARNING;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import org.vmc.lab.guests.GuestRuntime;
import org.vmc.lab.guests.GuestState;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Looks at the guests again and again, and brings what it sees into the records. Takes no input; may run any time. */
public final class GuestWatch {

    private static final System.Logger LOG = System.getLogger(GuestWatch.class.getName());
    private static final Duration PERIOD = Duration.ofMillis(50);
    private static final String YES = "1";

    private final Store store;
    private final VmRecords records;
    private final GuestRuntime guests;
    private final InstantSource clock;
    private final Predicate<Row> visible;
    private final Predicate<Ref> speaks;

    GuestWatch(
            Store store,
            VmRecords records,
            GuestRuntime guests,
            InstantSource clock,
            Predicate<Row> visible,
            Predicate<Ref> speaks) {
        this.store = store;
        this.records = records;
        this.guests = guests;
        this.clock = clock;
        this.visible = visible;
        this.speaks = speaks;
    }

    /** Begins to look; ends with the scheduler. */
    public void start(ScheduledExecutorService scheduler) {
        scheduler.scheduleWithFixedDelay(this::lookSafely, 0, PERIOD.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void lookSafely() {
        try {
            store.all("VM").stream()
                    .filter(GuestWatch::isWatched)
                    .filter(visible)
                    .forEach(this::look);
        } catch (RuntimeException broken) {
            // An exception would end the schedule.
            LOG.log(WARNING, "Could not look at the guests", broken);
        }
    }

    private static boolean isWatched(Row vm) {
        return PowerState.of(vm).live()
                && !vm.flag("is_control_domain")
                && vm.texts("current_operations").isEmpty();
    }

    private void look(Row vm) {
        var state = guests.state(UUID.fromString(vm.uuid())).orElse(GuestState.STOPPED);
        if (!state.running()) {
            changeUnlessBusy(vm, () -> records.offline(vm.ref(), PowerState.HALTED));
            return;
        }
        var address = state.address();
        var silent = vm.ref("guest_metrics").isSet() || !speaks.test(vm.ref()) || records.installs(vm);
        if (state.ready() && address.isPresent() && !silent) {
            changeUnlessBusy(vm, () -> reportTools(vm, address.get()));
        }
    }

    /** An operation may have begun since the guest was looked at; what it does must not be undone. */
    private void changeUnlessBusy(Row seen, Runnable change) {
        store.write(() -> store.find("VM", seen.ref())
                .filter(now -> isWatched(now) && now.whole("domid") == seen.whole("domid"))
                .ifPresent(now -> change.run()));
    }

    private void reportTools(Row vm, String address) {
        var metrics = store.insert(
                "VM_guest_metrics",
                Map.ofEntries(
                        Map.entry(
                                "os_version",
                                Value.ofTexts(Map.of(
                                        "distro", "debian",
                                        "major", "12",
                                        "minor", "0",
                                        "name", "Debian GNU/Linux 12 (bookworm)"))),
                        Map.entry(
                                "PV_drivers_version", Value.ofTexts(Map.of("major", "8", "minor", "4", "micro", "0"))),
                        Map.entry("PV_drivers_detected", Value.of(true)),
                        Map.entry("PV_drivers_up_to_date", Value.of(true)),
                        Map.entry("networks", Value.ofTexts(Map.of("0/ip", address, "0/ipv4/0", address))),
                        Map.entry(
                                "other",
                                Value.ofTexts(Map.of(
                                        "feature-shutdown", YES,
                                        "feature-reboot", YES,
                                        "feature-suspend", YES,
                                        "feature-vcpu-hotplug", YES))),
                        Map.entry("live", Value.of(true)),
                        Map.entry("can_use_hotplug_vbd", Value.of("yes")),
                        Map.entry("can_use_hotplug_vif", Value.of("yes")),
                        Map.entry("last_updated", Value.of(clock.instant()))));
        store.set("VM", vm.ref(), "guest_metrics", metrics.value());
    }
}
