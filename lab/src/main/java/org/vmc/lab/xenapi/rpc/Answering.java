package org.vmc.lab.xenapi.rpc;

import org.vmc.lab.xenapi.wire.Call;
import org.vmc.lab.xenapi.wire.Reply;

/** Something that answers calls: a pool, or a machine that is not its coordinator. */
@FunctionalInterface
public interface Answering {

    /** The reply to a call; never fails. Called on a thread that may block. */
    Reply dispatch(Call call);
}
