package org.vmc.ssh;

import com.jcraft.jsch.HostKey;
import com.jcraft.jsch.HostKeyRepository;
import com.jcraft.jsch.JSchException;
import com.jcraft.jsch.UserInfo;
import org.jspecify.annotations.Nullable;

/** {@link HostKeys} as JSch wants to see them, for one connect; remembers the verdict for the failure's explanation. */
final class HostKeyCheck implements HostKeyRepository {

    private final Target target;
    private final HostKeys keys;
    private HostKeys.@Nullable Verdict verdict;

    HostKeyCheck(Target target, HostKeys keys) {
        this.target = target;
        this.keys = keys;
    }

    /** Null until the host showed a key. */
    HostKeys.@Nullable Verdict verdict() {
        return verdict;
    }

    @Override
    public int check(String host, byte[] key) {
        // JSch asks twice for a host on an unusual port; the first answer stands.
        var answer = verdict == null ? keys.judge(target, key) : verdict;
        verdict = answer;
        return switch (answer) {
            case HostKeys.Verdict.Trusted trusted -> OK;
            case HostKeys.Verdict.Unknown unknown -> NOT_INCLUDED;
            case HostKeys.Verdict.Changed changed -> CHANGED;
        };
    }

    /** JSch asks for these to propose a type of key the host is known by. */
    @Override
    public HostKey[] getHostKey(String host, @Nullable String type) {
        return keys.pinned(target).stream()
                .map(key -> hostKey(host, key))
                .filter(key -> type == null || key.getType().equals(type))
                .toArray(HostKey[]::new);
    }

    @Override
    public HostKey[] getHostKey() {
        return getHostKey(target.host(), null);
    }

    @Override
    public String getKnownHostsRepositoryID() {
        return keys.file().toString();
    }

    @Override
    public void add(HostKey key, UserInfo ui) {
        throw new UnsupportedOperationException("keys are pinned by HostKeys alone");
    }

    @Override
    public void remove(String host, String type) {
        throw new UnsupportedOperationException("keys are forgotten by an administrator alone");
    }

    @Override
    public void remove(String host, String type, byte[] key) {
        remove(host, type);
    }

    private static HostKey hostKey(String host, byte[] key) {
        try {
            return new HostKey(host, key);
        } catch (JSchException e) {
            throw new IllegalStateException("not a host key", e);
        }
    }
}
