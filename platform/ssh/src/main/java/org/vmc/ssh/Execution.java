package org.vmc.ssh;

import com.jcraft.jsch.ChannelExec;
import com.jcraft.jsch.JSchException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One command from the wait for a connection to its outcome. Runs once. */
final class Execution {

    private enum End {
        CHANNEL_CLOSED,
        TIME_UP,
        CANCELLED
    }

    private static final Logger LOG = LoggerFactory.getLogger(Execution.class);
    private static final Duration ENDING_TAKES_AT_MOST = Duration.ofSeconds(15);
    private static final Duration BEGINNING_TAKES_AT_MOST = Duration.ofSeconds(2);
    private static final Map<String, Integer> SIGNALS = Map.of(
            "HUP", 1, "INT", 2, "QUIT", 3, "ILL", 4, "ABRT", 6, "FPE", 8, "KILL", 9, "SEGV", 11, "PIPE", 13, "TERM",
            15);

    private final Connections connections;
    private final SshSettings settings;
    private final Target target;
    private final Command command;
    private final RemoteScript script = RemoteScript.create();
    private final String line;
    private final long startedNanos = System.nanoTime();
    private final CompletableFuture<End> end = new CompletableFuture<>();
    private final AtomicReference<@Nullable RuntimeException> refusedLine = new AtomicReference<>();
    private final OutputTap stdout;
    private final OutputTap stderr;
    private final AnnouncedStart announced;

    Execution(
            Connections connections,
            SshSettings settings,
            Target target,
            Command command,
            Consumer<OutputLine> consumer) {
        this.connections = connections;
        this.settings = settings;
        this.target = target;
        this.command = command;
        this.line = script.run(command);
        this.stdout = tap(OutputLine.Stream.STDOUT, consumer);
        this.stderr = tap(OutputLine.Stream.STDERR, consumer);
        this.announced = new AnnouncedStart(script.announcement(), stderr);
    }

    Command command() {
        return command;
    }

    void cancel() {
        end.complete(End.CANCELLED);
    }

    CommandOutcome run() throws InterruptedException {
        try {
            return runOn(connections.lease(target, command.timeout()));
        } catch (Connections.RefusedException e) {
            return new CommandOutcome.NotStarted(e.problem());
        }
    }

    private CommandOutcome runOn(Connections.Lease first) throws Connections.RefusedException, InterruptedException {
        var lease = first;
        try {
            if (end.isDone()) {
                return new CommandOutcome.Cancelled(CapturedText.NOTHING, CapturedText.NOTHING, took(), true);
            }
            var channel = openChannel(lease);
            if (channel.isEmpty() && lease.reused()) {
                lease = connections.renew(lease);
                channel = openChannel(lease);
            }
            if (channel.isEmpty()) {
                lease.discard();
                return new CommandOutcome.NotStarted(
                        new SshProblem.Unreachable(target, "the host opened no channel for a command"));
            }
            return outcome(lease, channel.get(), awaitEnd());
        } finally {
            lease.close();
        }
    }

    private Optional<ChannelExec> openChannel(Connections.Lease lease) {
        try {
            var channel = (ChannelExec) lease.session().openChannel("exec");
            channel.setCommand(line.getBytes(StandardCharsets.UTF_8));
            channel.setInputStream(new ClosingInput(command.input().getBytes(StandardCharsets.UTF_8)));
            channel.setOutputStream(stdout);
            channel.setErrStream(announced);
            channel.connect((int) settings.connectTimeout().toMillis());
            return Optional.of(channel);
        } catch (JSchException e) {
            LOG.debug("no channel to {} for {}", target, command, e);
            return Optional.empty();
        }
    }

    private End awaitEnd() throws InterruptedException {
        try {
            var left = command.timeout().minus(took());
            return end.get(Math.max(0, left.toNanos()), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            // Whoever completes it first decides, so that a close in this very moment still counts.
            return end.complete(End.TIME_UP) ? End.TIME_UP : end.join();
        } catch (ExecutionException e) {
            throw new IllegalStateException("the end is only ever completed with a value", e);
        }
    }

    private CommandOutcome outcome(Connections.Lease lease, ChannelExec channel, End how) throws InterruptedException {
        if (how == End.CHANNEL_CLOSED && hasStatus(channel)) {
            rethrowRefusedLine();
            return new CommandOutcome.Exited(status(channel), stdout.captured(), stderr.captured(), took());
        }
        var ended = endRemotely();
        lease.discard();
        rethrowRefusedLine();
        var out = stdout.captured();
        var err = stderr.captured();
        return switch (how) {
            case CHANNEL_CLOSED -> new CommandOutcome.ConnectionLost(out, err, took(), ended);
            case TIME_UP -> new CommandOutcome.TimedOut(command.timeout(), out, err, ended);
            case CANCELLED -> new CommandOutcome.Cancelled(out, err, took(), ended);
        };
    }

    /** Over a connection of its own, since the first may be dead or held up by a slow reader. */
    private boolean endRemotely() throws InterruptedException {
        var closed = new CompletableFuture<Void>();
        try (var lease = connections.extra(target)) {
            var channel = (ChannelExec) lease.session().openChannel("exec");
            channel.setCommand(script.end(processGroup()).getBytes(StandardCharsets.UTF_8));
            channel.setInputStream(new ByteArrayInputStream(new byte[0]) {
                @Override
                public void close() {
                    closed.complete(null);
                }
            });
            channel.connect((int) settings.connectTimeout().toMillis());
            closed.get(ENDING_TAKES_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
            return channel.getExitStatus() == 0;
        } catch (Connections.RefusedException | JSchException | TimeoutException | ExecutionException e) {
            LOG.warn("cannot make sure that {} ended on {}", command, target, e);
            return false;
        }
    }

    private String processGroup() throws InterruptedException {
        try {
            return announced.processGroup().get(BEGINNING_TAKES_AT_MOST.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            return "";
        }
    }

    private void rethrowRefusedLine() {
        var refusal = refusedLine.get();
        if (refusal != null) {
            throw refusal;
        }
    }

    private OutputTap tap(OutputLine.Stream stream, Consumer<OutputLine> consumer) {
        return new OutputTap(settings.captureBytes(), text -> {
            if (refusedLine.get() != null) {
                return;
            }
            try {
                consumer.accept(new OutputLine(stream, text));
            } catch (RuntimeException e) {
                // It must not kill the connection's reader; the command is ended and the waiting caller gets it.
                refusedLine.compareAndSet(null, e);
                cancel();
            }
        });
    }

    private Duration took() {
        return Duration.ofNanos(System.nanoTime() - startedNanos);
    }

    private static boolean hasStatus(ChannelExec channel) {
        return channel.getExitStatus() >= 0 || channel.getExitSignal() != null;
    }

    private static int status(ChannelExec channel) {
        var signal = channel.getExitSignal();
        return signal == null ? channel.getExitStatus() : 128 + SIGNALS.getOrDefault(signal, 0);
    }

    /**
     * Standard input of the remote program. JSch closes it exactly when the channel is gone, and says so nowhere else.
     */
    private final class ClosingInput extends ByteArrayInputStream {
        ClosingInput(byte[] input) {
            super(input);
        }

        @Override
        public void close() throws IOException {
            end.complete(End.CHANNEL_CLOSED);
        }
    }
}
