package org.vmc.lab.xenapi.wire;

import java.util.function.Function;

/** A way calls and replies travel. */
public interface Encoding {

    /** Value of the {@code content-type} header of replies. */
    String contentType();

    /**
     * Reads a call and answers how its reply is to be written: JSON replies depend on the version and id of the call.
     *
     * @throws MalformedBody when the body is no call
     */
    Request read(byte[] body) throws MalformedBody;

    /** A call and the encoder of its reply. */
    record Request(Call call, Function<Reply, byte[]> encoder) {}
}
