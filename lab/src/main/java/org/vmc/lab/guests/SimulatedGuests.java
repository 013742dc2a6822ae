package org.vmc.lab.guests;

import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;

/**
 * Guests without processes: an address in 10.77.1.0/24 and up appears once the boot time has passed.
 *
 * <p>Used when the machine gives no root or lacks the packages, and by tests. Thread-safe.
 */
public final class SimulatedGuests implements GuestRuntime {

    private static final int FIRST_ADDRESS = 256;
    private static final int LAST_ADDRESS = 65_534;

    private final Supplier<Duration> bootTime;
    private final InstantSource clock;
    private final Map<UUID, Guest> guests = new ConcurrentHashMap<>();
    private final Map<UUID, Collection<SimulatedTerminal>> terminals = new ConcurrentHashMap<>();
    private final String network;
    private final AddressPool addresses = new AddressPool(FIRST_ADDRESS, LAST_ADDRESS);

    /**
     * @param bootTime from start to the moment sshd would answer
     * @param clock the time
     */
    public SimulatedGuests(Duration bootTime, InstantSource clock) {
        this(() -> bootTime, clock);
    }

    /**
     * @param bootTime from start to the moment sshd would answer, asked at each start
     * @param clock the time
     */
    public SimulatedGuests(Supplier<Duration> bootTime, InstantSource clock) {
        this(bootTime, clock, "10.77");
    }

    /**
     * @param bootTime from start to the moment sshd would answer, asked at each start
     * @param clock the time
     * @param network first two octets of their addresses; with 127.77 somebody can answer there in their stead
     */
    public SimulatedGuests(Supplier<Duration> bootTime, InstantSource clock, String network) {
        this.bootTime = bootTime;
        this.clock = clock;
        this.network = network;
    }

    @Override
    public void start(GuestSpec spec) {
        var readyAt = clock.instant().plus(bootTime.get()).toEpochMilli();
        guests.compute(spec.vm(), (vm, known) -> {
            var address = known == null ? addresses.take() : known.address();
            return new Guest(NamespaceGuests.hostname(spec), true, address, readyAt);
        });
    }

    @Override
    public void stop(UUID vm, boolean clean) {
        guests.computeIfPresent(
                vm, (id, guest) -> new Guest(guest.hostname(), false, guest.address(), guest.readyAtMillis()));
        hangUp(vm);
    }

    @Override
    public void pause(UUID vm) {
        requireRunning(vm, "pause");
    }

    @Override
    public void resume(UUID vm) {
        requireRunning(vm, "resume");
    }

    @Override
    public void migrate(UUID vm, String hostName) {
        requireRunning(vm, "migrate");
    }

    /** There are no contents to copy. */
    @Override
    public void copyDisk(UUID from, UUID to) {}

    @Override
    public void deleteDisk(UUID disk) {}

    @Override
    public void destroy(UUID vm) {
        var guest = guests.remove(vm);
        if (guest != null) {
            addresses.release(guest.address());
        }
        hangUp(vm);
    }

    @Override
    public Optional<GuestTerminal> terminal(UUID vm) {
        var terminal =
                new SimulatedTerminal(requireRunning(vm, "open a console of").hostname());
        terminals.computeIfAbsent(vm, id -> new ConcurrentLinkedQueue<>()).add(terminal);
        return Optional.of(terminal);
    }

    private void hangUp(UUID vm) {
        var open = terminals.remove(vm);
        if (open != null) {
            open.forEach(SimulatedTerminal::close);
        }
    }

    @Override
    public Optional<GuestState> state(UUID vm) {
        return Optional.ofNullable(guests.get(vm)).map(this::stateOf);
    }

    private GuestState stateOf(Guest guest) {
        if (!guest.running()) {
            return GuestState.STOPPED;
        }
        var ready = clock.millis() >= guest.readyAtMillis();
        return new GuestState(true, ready ? AddressPool.text(network, guest.address()) : null, ready);
    }

    private Guest requireRunning(UUID vm, String action) {
        var guest = guests.get(vm);
        if (guest == null || !guest.running()) {
            throw new GuestFailure("Cannot " + action + " guest " + vm + ": it does not run");
        }
        return guest;
    }

    private record Guest(String hostname, boolean running, int address, long readyAtMillis) {}
}
