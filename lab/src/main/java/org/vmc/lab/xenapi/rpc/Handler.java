package org.vmc.lab.xenapi.rpc;

import org.vmc.lab.xenapi.wire.Value;

/** Answers one message. */
@FunctionalInterface
public interface Handler {

    /**
     * Does what the message says and answers its result.
     *
     * @throws org.vmc.lab.xenapi.model.XapiError when it is refused or fails
     */
    Value handle(Invocation in) throws InterruptedException;
}
