package org.vmc.ssh;

import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;

/**
 * Runs commands on other hosts and moves files there and back. Keeps connections for reuse; one runner serves a whole
 * service. Thread-safe.
 */
public final class CommandRunner implements AutoCloseable {

    private final SshSettings settings;
    private final Connections connections;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final Set<Execution> running = ConcurrentHashMap.newKeySet();

    public CommandRunner(SshSettings settings, HostKeys hostKeys) {
        this.settings = settings;
        this.connections = new Connections(settings, hostKeys);
    }

    /** Runs a command to its end. When the thread is interrupted the command is cancelled. */
    public CommandOutcome run(Target target, Command command) {
        return start(target, command, line -> {}).await();
    }

    /** As {@link #run(Target, Command)}, with every line handed over as it arrives; see {@link #start}. */
    public CommandOutcome run(Target target, Command command, Consumer<OutputLine> lines) {
        return start(target, command, lines).await();
    }

    /**
     * Starts a command.
     *
     * @param lines called from one thread at a time per stream; while it blocks the program's output is held up. When
     *     it throws, the command is ended and {@link RunningCommand#await} throws.
     * @throws IllegalArgumentException when the command line is longer than a host accepts (128 KiB)
     */
    public RunningCommand start(Target target, Command command, Consumer<OutputLine> lines) {
        return new RunningCommand(new Execution(connections, settings, target, command, lines), this::begin);
    }

    /**
     * Copies a file or a whole directory to a host. Permissions and symbolic links are kept, existing files
     * overwritten.
     *
     * @param remote absolute path of the copy; missing parent directories are made
     */
    public TransferOutcome upload(Target target, Path local, String remote, Duration limit) {
        return Transfer.over(connections, target, limit, sftp -> sftp.upload(local, remote));
    }

    /** Writes a stream to a remote file with these permissions (octal, such as 0644). Does not close the stream. */
    public TransferOutcome upload(Target target, InputStream content, String remote, int permissions, Duration limit) {
        return Transfer.over(connections, target, limit, sftp -> sftp.upload(content, remote, permissions));
    }

    /**
     * Copies a remote file or directory to {@code local}. Symbolic links that lead out of the copy, and special files,
     * are left out.
     */
    public TransferOutcome download(Target target, String remote, Path local, Duration limit) {
        return Transfer.over(connections, target, limit, sftp -> sftp.download(remote, local));
    }

    /** Reads a remote file into a stream, which stays open. */
    public TransferOutcome download(Target target, String remote, OutputStream sink, Duration limit) {
        return Transfer.over(connections, target, limit, sftp -> sftp.download(remote, sink));
    }

    /** Cancels what runs, waits until that is ended and closes all connections. */
    @Override
    public void close() {
        running.forEach(Execution::cancel);
        threads.close();
        connections.close();
    }

    private CompletableFuture<CommandOutcome> begin(Execution execution) {
        var outcome = new CompletableFuture<CommandOutcome>();
        running.add(execution);
        threads.execute(() -> {
            try {
                outcome.complete(execution.run());
            } catch (InterruptedException e) {
                outcome.completeExceptionally(e);
                Thread.currentThread().interrupt();
            } catch (RuntimeException | Error e) {
                outcome.completeExceptionally(e);
            } finally {
                running.remove(execution);
            }
        });
        return outcome;
    }
}
