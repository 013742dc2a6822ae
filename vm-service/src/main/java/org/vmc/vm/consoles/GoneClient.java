package org.vmc.vm.consoles;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A client that went away before its console was open. */
enum GoneClient implements ConsoleSession.Client {
    INSTANCE;

    @Override
    public void send(byte[] bytes) throws IOException {
        throw new IOException("the client is gone");
    }

    @Override
    public byte @Nullable [] receive() {
        return null;
    }

    @Override
    public void close(ConsoleEnd end) {}
}
