package org.vmc.lab.xenapi.host;

import java.time.InstantSource;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code host}. */
public final class HostMessages {

    private final Store store;
    private final HostMemory memory;
    private final InstantSource clock;

    public HostMessages(Store store, HostMemory memory, InstantSource clock) {
        this.store = store;
        this.memory = memory;
        this.clock = clock;
    }

    /** Registers the messages of the class. */
    public void register(Handlers handlers) {
        handlers.onVoid("host.enable", in -> setEnabled(in.ref("host"), true))
                .onVoid("host.disable", in -> setEnabled(in.ref("host"), false))
                .on("host.compute_free_memory", in -> Value.of(memory.freeBytes(in.ref("host"))))
                .on("host.compute_memory_overhead", in -> store.row("host", in.ref("host"))
                        .get("memory_overhead"))
                .on("host.get_servertime", in -> time(in.ref("host")))
                .on("host.get_server_localtime", in -> time(in.ref("host")))
                .on(
                        "host.list_methods",
                        in -> Value.ofTexts(store.declaration().messages().stream()
                                .map(message -> message.fullName())
                                .toList()));
    }

    private void setEnabled(Ref host, boolean enabled) {
        store.set("host", host, "enabled", Value.of(enabled));
    }

    private Value time(Ref host) {
        store.row("host", host);
        return Value.of(clock.instant());
    }
}
