package org.vmc.lab.xenapi.machine;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.vmc.lab.xenapi.handler.HttpHandlers;
import org.vmc.lab.xenapi.model.Declaration;
import org.vmc.lab.xenapi.rpc.Answering;
import org.vmc.lab.xenapi.wire.Call;
import org.vmc.lab.xenapi.wire.Reply;

/** A machine that is a host of some pool, alone or with others. Thread-safe. */
public final class Machine implements Answering {

    private final String name;
    private final String address;
    private final LocalCalls local;
    private final Function<Machine, Listening> opening;

    private volatile Part part = new Part.Off();
    private Optional<Listening> listening = Optional.empty();
    private volatile long outages;

    /**
     * @param name its host name
     * @param address where it answers
     * @param opening opens the address
     */
    public Machine(String name, String address, Declaration declaration, Function<Machine, Listening> opening) {
        this.name = name;
        this.address = address;
        this.local = new LocalCalls(this, declaration);
        this.opening = opening;
    }

    /** Its host name. */
    public String name() {
        return name;
    }

    /** Where it answers while it has power. */
    public String address() {
        return address;
    }

    /** What it is at present. */
    public Part part() {
        return part;
    }

    /** Whether it has power. */
    public boolean powered() {
        return !(part instanceof Part.Off);
    }

    /** How often it lost its power: tells an outage from a later one. */
    public long outages() {
        return outages;
    }

    /** Joins a pool; the pool says by {@link #become} as what. */
    public void enter(Membership membership) {
        local.enter(membership);
    }

    /** Changes what it is. Opens its address when it had no power, closes it when it loses it. */
    public synchronized void become(Part next) {
        if (next instanceof Part.Off) {
            outages++;
            part = next;
            close();
            return;
        }
        part = next;
        if (listening.isEmpty()) {
            listening = Optional.of(opening.apply(this));
        }
    }

    /** Closes its address for a while, as when its toolstack restarts. */
    public synchronized void close() {
        listening.ifPresent(Listening::close);
        listening = Optional.empty();
        local.forgetSessions();
    }

    @Override
    public Reply dispatch(Call call) {
        if (local.answers(call)) {
            return local.dispatch(call);
        }
        return switch (part) {
            case Part.Coordinator(var pool) -> pool.calls().dispatch(call);
            case Part.Slave(var coordinator) -> new Reply.Failure("HOST_IS_SLAVE", List.of(coordinator.address()));
            case Part.Emergency() -> new Reply.Failure("HOST_IN_EMERGENCY_MODE", List.of());
            case Part.Booting() -> new Reply.Failure("HOST_STILL_BOOTING", List.of());
            case Part.Off() -> new Reply.Failure("HOST_OFFLINE", List.of());
        };
    }

    /** What it serves beside calls: a slave serves its pool's too. */
    public Optional<HttpHandlers> handlers() {
        return switch (part) {
            case Part.Coordinator(var pool) -> Optional.of(pool.handlers());
            case Part.Slave(var coordinator) ->
                coordinator.part() instanceof Part.Coordinator(var pool)
                        ? Optional.of(pool.handlers())
                        : Optional.empty();
            case Part.Emergency(), Part.Booting(), Part.Off() -> Optional.empty();
        };
    }

    @Override
    public String toString() {
        return name;
    }
}
