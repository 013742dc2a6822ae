package org.vmc.ssh;

import com.jcraft.jsch.ChannelSftp;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.SftpException;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** One SFTP transfer: connection, channel, time limit. */
final class Transfer {

    /** What is transferred, in terms of files. */
    interface Work {
        TransferOutcome.Transferred with(SftpFiles files) throws SftpException, IOException;
    }

    private Transfer() {}

    static TransferOutcome over(Connections connections, Target target, Duration limit, Work work) {
        try (var lease = connections.lease(target, limit)) {
            return onLease(lease, target, limit, work);
        } catch (Connections.RefusedException e) {
            return new TransferOutcome.NotStarted(e.problem());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return new TransferOutcome.Failed("the transfer with " + target + " was interrupted");
        }
    }

    private static TransferOutcome onLease(Connections.Lease lease, Target target, Duration limit, Work work) {
        // JSch's transfers know no time limit: taking the connection away makes them fail.
        var watch = new CompletableFuture<Void>().completeOnTimeout(null, limit.toMillis(), TimeUnit.MILLISECONDS);
        var expired = watch.thenRun(() -> lease.session().disconnect());
        try {
            var channel = (ChannelSftp) lease.session().openChannel("sftp");
            channel.connect((int) Math.min(limit.toMillis(), Integer.MAX_VALUE));
            try {
                return work.with(new SftpFiles(channel));
            } finally {
                channel.disconnect();
            }
        } catch (JSchException | SftpException | IOException e) {
            lease.discard();
            // The watch is done before the connection goes, the disconnecting itself only some time after.
            var reason = watch.isDone() ? "took longer than " + limit.toMillis() + " ms" : e.getMessage();
            return new TransferOutcome.Failed("transfer with " + target + ": " + reason);
        } finally {
            expired.cancel(false);
            watch.cancel(false);
        }
    }
}
