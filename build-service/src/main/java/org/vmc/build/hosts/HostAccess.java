package org.vmc.build.hosts;

import java.io.OutputStream;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.Consumer;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.ssh.CapturedText;
import org.vmc.ssh.Command;
import org.vmc.ssh.CommandOutcome;
import org.vmc.ssh.CommandRunner;
import org.vmc.ssh.HostKeys;
import org.vmc.ssh.OutputLine;
import org.vmc.ssh.SshProblem;
import org.vmc.ssh.SshSettings;
import org.vmc.ssh.Target;
import org.vmc.ssh.TransferOutcome;

/**
 * Commands and files on hosts, for steps of operations: success returns, everything else is an exception that says what
 * was attempted and where. Thread-safe.
 *
 * <p>A host that does not answer is a {@link ProblemException} with status 503, which a step tries again; a host that
 * refuses us, or a program that failed there, is one with status 409, which it does not, or 507 when the disk is full.
 */
public final class HostAccess implements AutoCloseable {
    /** What programs say that find a disk full. */
    public static final String DISK_FULL = "No space left on device";

    private final CommandRunner runner;

    public HostAccess(SshSettings settings, HostKeys hostKeys) {
        this.runner = new CommandRunner(settings, hostKeys);
    }

    /**
     * Runs a command that prints little; 409 when it prints more than is kept.
     *
     * @param what is attempted, to be read after "cannot": {@code "start the build"}
     * @return what it printed on standard output
     */
    public String run(Target target, Command command, String what) throws InterruptedException {
        var output = check(runner.run(target, command), target, what);
        if (output.truncated()) {
            throw ProblemException.conflict("Cannot %s on %s: the program printed %d bytes, too many to be kept."
                    .formatted(what, target.host(), output.totalBytes()));
        }
        return output.text();
    }

    /**
     * Runs a command that may print much, with each line of standard output handed on as it comes. A problem that
     * {@code lines} throws ends the command and is passed on.
     */
    public void stream(Target target, Command command, String what, Consumer<String> lines)
            throws InterruptedException {
        check(accepted(target, command, lines), target, what);
    }

    private CommandOutcome accepted(Target target, Command command, Consumer<String> lines) {
        try {
            return runner.run(target, command, line -> {
                if (line.stream() == OutputLine.Stream.STDOUT) {
                    lines.accept(line.text());
                }
            });
        } catch (IllegalStateException notAccepted) {
            if (notAccepted.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw notAccepted;
        }
    }

    /** Copies a file to the host. */
    public void upload(Target target, Path local, String remote, Duration limit, String what)
            throws InterruptedException {
        check(runner.upload(target, local, remote, limit), target, what);
    }

    /** Reads a file of the host. */
    public void download(Target target, String remote, OutputStream sink, Duration limit, String what)
            throws InterruptedException {
        check(runner.download(target, remote, sink, limit), target, what);
    }

    @Override
    public void close() {
        runner.close();
    }

    private static CapturedText check(CommandOutcome outcome, Target target, String what) throws InterruptedException {
        return switch (outcome) {
            case CommandOutcome.Exited exited when exited.status() == 0 -> exited.stdout();
            case CommandOutcome.Exited exited -> throw failed(target, what, exited);
            case CommandOutcome.Cancelled cancelled -> throw interrupted(target, what);
            case CommandOutcome.NotStarted notStarted -> throw refusal(notStarted.problem(), what);
            case CommandOutcome.TimedOut timedOut -> throw unreachable(target, what, timedOut.summary());
            case CommandOutcome.ConnectionLost lost -> throw unreachable(target, what, lost.summary());
        };
    }

    private static void check(TransferOutcome outcome, Target target, String what) throws InterruptedException {
        switch (outcome) {
            case TransferOutcome.Transferred transferred -> {}
            case TransferOutcome.NotStarted notStarted -> throw refusal(notStarted.problem(), what);
            case TransferOutcome.Failed failed -> {
                if (Thread.currentThread().isInterrupted()) {
                    throw interrupted(target, what);
                }
                throw unreachable(target, what, failed.reason());
            }
        }
    }

    private static ProblemException failed(Target target, String what, CommandOutcome.Exited exited) {
        var full = exited.stderr().text().contains(DISK_FULL);
        return ProblemException.of(
                full ? ProblemType.NO_SPACE : ProblemType.CONFLICT,
                "Cannot %s on %s: the program %s.".formatted(what, target.host(), exited.summary()));
    }

    private static InterruptedException interrupted(Target target, String what) {
        // The exception takes over from the flag.
        Thread.interrupted();
        return new InterruptedException("Interrupted while it was to %s on %s".formatted(what, target.host()));
    }

    private static ProblemException refusal(SshProblem problem, String what) {
        var detail = "Cannot %s: %s".formatted(what, problem.explanation());
        return switch (problem) {
            case SshProblem.Unreachable unreachable -> ProblemException.of(ProblemType.UPSTREAM_UNREACHABLE, detail);
            case SshProblem.Busy busy -> ProblemException.of(ProblemType.UPSTREAM_UNREACHABLE, detail);
            case SshProblem.AccessDenied denied -> ProblemException.conflict(detail);
            case SshProblem.KeyUnusable unusable -> ProblemException.conflict(detail);
            case SshProblem.HostKeyUnknown unknown -> ProblemException.conflict(detail);
            case SshProblem.HostKeyChanged changed -> ProblemException.conflict(detail);
        };
    }

    private static ProblemException unreachable(Target target, String what, String reason) {
        return ProblemException.of(
                ProblemType.UPSTREAM_UNREACHABLE, "Cannot %s on %s: it %s.".formatted(what, target.host(), reason));
    }
}
