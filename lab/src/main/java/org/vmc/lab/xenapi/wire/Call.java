package org.vmc.lab.xenapi.wire;

import java.util.List;

/**
 * A call as it came over the wire.
 *
 * @param method full name, as in {@code VM.start} or {@code Async.VM.start}
 * @param params all parameters, the session included
 */
public record Call(String method, List<Value> params) {

    public Call {
        params = List.copyOf(params);
    }
}
