package org.vmc.vm.consoles;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.Arrays;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiConsumer;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;
import org.vmc.http.identity.Caller;
import org.vmc.vm.inventory.ObservedHost;
import org.vmc.vm.inventory.ObservedVm;
import org.vmc.vm.vms.ConsoleGate;
import org.vmc.vm.xen.XenConsole;

/**
 * One console somebody has open: copies bytes both ways, each way no faster than they are taken, until one side or
 * {@link #end} ends it. Thread-safe.
 */
final class ConsoleSession {

    private static final Logger LOG = Logger.getLogger(ConsoleSession.class);
    private static final int BUFFER_BYTES = 16_384;

    /** The user's end of it. */
    interface Client {

        /** Sends bytes and returns when they have been taken. */
        void send(byte[] bytes) throws IOException, InterruptedException;

        /** The next bytes; null when the client is gone. */
        byte @Nullable [] receive() throws InterruptedException;

        void close(ConsoleEnd end);
    }

    private final UUID id;
    private final ConsoleGate.Running vm;
    private final ConsoleProtocol protocol;
    private final Caller caller;
    private final BiConsumer<ConsoleSession, ConsoleEnd> whenClosed;
    private final Clock clock = Clock.systemUTC();
    private final AtomicReference<@Nullable ConsoleEnd> ended = new AtomicReference<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private volatile @Nullable XenConsole console;
    private volatile Instant openedAt;
    private volatile Instant typedAt;

    ConsoleSession(
            UUID id,
            ConsoleGate.Running vm,
            ConsoleProtocol protocol,
            Caller caller,
            BiConsumer<ConsoleSession, ConsoleEnd> whenClosed) {
        this.id = id;
        this.vm = vm;
        this.protocol = protocol;
        this.caller = caller;
        this.whenClosed = whenClosed;
        this.openedAt = clock.instant();
        this.typedAt = openedAt;
    }

    UUID id() {
        return id;
    }

    UUID vmId() {
        return vm.vmId();
    }

    String vmName() {
        return vm.name();
    }

    UUID correlationId() {
        return vm.correlationId();
    }

    ConsoleProtocol protocol() {
        return protocol;
    }

    Caller caller() {
        return caller;
    }

    Instant openedAt() {
        return openedAt;
    }

    /** When its user last sent something. */
    Instant typedAt() {
        return typedAt;
    }

    boolean isOf(ObservedVm other) {
        return other.pool().equals(vm.observed().pool())
                && other.uuid().equals(vm.observed().uuid());
    }

    /** Whether the VM is on another host now than the console. */
    boolean isElsewhereThan(ObservedVm now) {
        ObservedHost host = now.host();
        ObservedHost before = vm.observed().host();
        return host != null && before != null && !host.uuid().equals(before.uuid());
    }

    void connect(XenConsole opened, Instant now) {
        console = opened;
        openedAt = now;
        typedAt = now;
    }

    /** Copies until it ends; then both sides are closed, and it is on record. Returns when that is so. */
    void run(Client client) throws InterruptedException {
        Thread showing = Thread.ofVirtual().name("console-output-" + id).start(() -> show(client));
        Thread typing = Thread.ofVirtual().name("console-input-" + id).start(() -> type(client));
        end.await();
        ConsoleEnd why = ended.get();
        client.close(why == null ? ConsoleEnd.LOST : why);
        close();
        showing.interrupt();
        typing.interrupt();
        whenClosed.accept(this, why == null ? ConsoleEnd.LOST : why);
    }

    /** Ends it. Only the first reason counts. */
    void end(ConsoleEnd why) {
        if (ended.compareAndSet(null, why)) {
            close();
            end.countDown();
        }
    }

    private void show(Client client) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            var output = opened().output();
            for (int count = output.read(buffer); count >= 0; count = output.read(buffer)) {
                client.send(Arrays.copyOf(buffer, count));
            }
            end(ConsoleEnd.ENDED);
        } catch (IOException brokenOff) {
            LOG.debugf(brokenOff, "Console %s broke off", id);
            end(ConsoleEnd.LOST);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private void type(Client client) {
        try {
            var input = opened().input();
            for (byte[] typed = client.receive(); typed != null; typed = client.receive()) {
                typedAt = clock.instant();
                input.write(typed);
            }
            end(ConsoleEnd.LEFT);
        } catch (IOException brokenOff) {
            LOG.debugf(brokenOff, "Console %s broke off", id);
            end(ConsoleEnd.LOST);
        } catch (InterruptedException over) {
            Thread.currentThread().interrupt();
        }
    }

    private XenConsole opened() throws IOException {
        XenConsole opened = console;
        if (opened == null) {
            throw new IOException("not connected");
        }
        return opened;
    }

    private void close() {
        XenConsole opened = console;
        if (opened == null) {
            return;
        }
        try {
            opened.close();
        } catch (IOException ignored) {
            LOG.debugf(ignored, "Console %s was gone already", id);
        }
    }
}
