package org.vmc.lab.xenapi.http;

import java.util.Optional;
import java.util.function.Supplier;
import org.vmc.lab.xenapi.handler.HttpHandlers;
import org.vmc.lab.xenapi.rpc.Answering;

/**
 * What is served at an address.
 *
 * @param calls answers calls
 * @param handlers consoles, archives and the like; asked for each request, empty while there are none
 */
public record Served(Answering calls, Supplier<Optional<HttpHandlers>> handlers) {

    /** Calls alone. */
    public static Served calls(Answering calls) {
        return new Served(calls, Optional::empty);
    }
}
