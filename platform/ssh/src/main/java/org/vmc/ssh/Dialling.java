package org.vmc.ssh;

import com.jcraft.jsch.JSch;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.Session;
import java.nio.file.Files;

/** Makes new connections: key authentication only, host key verified, keep-alive on. */
final class Dialling {

    private final SshSettings settings;
    private final HostKeys hostKeys;

    Dialling(SshSettings settings, HostKeys hostKeys) {
        this.settings = settings;
        this.hostKeys = hostKeys;
    }

    Session connect(Target target) throws Connections.RefusedException {
        var check = new HostKeyCheck(target, hostKeys);
        var jsch = new JSch();
        readKey(jsch, target);
        try {
            jsch.setHostKeyRepository(check);
            var session = jsch.getSession(target.user(), target.host(), target.port());
            session.setConfig("PreferredAuthentications", "publickey");
            session.setConfig("StrictHostKeyChecking", "yes");
            session.setServerAliveInterval((int) settings.keepAlive().toMillis());
            session.setServerAliveCountMax(settings.keepAliveMisses());
            session.setDaemonThread(true);
            session.connect((int) settings.connectTimeout().toMillis());
            return session;
        } catch (JSchException e) {
            throw new Connections.RefusedException(explain(target, check, e));
        }
    }

    private static void readKey(JSch jsch, Target target) throws Connections.RefusedException {
        if (!Files.isReadable(target.keyFile())) {
            throw new Connections.RefusedException(
                    new SshProblem.KeyUnusable(target, "the file does not exist or is not readable"));
        }
        try {
            jsch.addIdentity(target.keyFile().toString());
        } catch (JSchException e) {
            throw new Connections.RefusedException(new SshProblem.KeyUnusable(target, String.valueOf(e.getMessage())));
        }
    }

    private SshProblem explain(Target target, HostKeyCheck check, JSchException failure) {
        return switch (check.verdict()) {
            case null -> new SshProblem.Unreachable(target, rootMessage(failure));
            case HostKeys.Verdict.Unknown unknown ->
                new SshProblem.HostKeyUnknown(target, unknown.offered(), hostKeys.file());
            case HostKeys.Verdict.Changed changed ->
                new SshProblem.HostKeyChanged(target, changed.pinned(), changed.offered(), hostKeys.file());
            case HostKeys.Verdict.Trusted trusted -> afterKeyExchange(target, failure);
        };
    }

    /** JSch has no type of its own for a refused key, only this beginning of the message. */
    private static SshProblem afterKeyExchange(Target target, JSchException failure) {
        return String.valueOf(failure.getMessage()).startsWith("Auth")
                ? new SshProblem.AccessDenied(target)
                : new SshProblem.Unreachable(target, rootMessage(failure));
    }

    private static String rootMessage(Throwable failure) {
        var root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return String.valueOf(root.getMessage());
    }
}
