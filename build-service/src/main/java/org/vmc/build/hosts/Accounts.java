package org.vmc.build.hosts;

import jakarta.annotation.PreDestroy;
import jakarta.enterprise.context.ApplicationScoped;
import java.nio.file.Path;
import org.vmc.build.BuildSettings;
import org.vmc.http.problem.ProblemException;
import org.vmc.ssh.HostKeys;
import org.vmc.ssh.SshSettings;
import org.vmc.ssh.Target;

/** How this service reaches builders and workers: one key, verified host keys. */
@ApplicationScoped
public class Accounts {
    private final BuildSettings settings;
    private final HostAccess builders;

    Accounts(BuildSettings settings) {
        this.settings = settings;
        var knownHosts =
                settings.ssh().knownHosts().orElseGet(() -> settings.dataDir().resolve("known_hosts"));
        this.builders = access(
                settings.ssh().pinNewHosts() ? HostKeys.pinningNewHosts(knownHosts) : HostKeys.onlyKnown(knownHosts));
    }

    /** Access to builders; shared, not to be closed. */
    public HostAccess builders() {
        return builders;
    }

    /** Access to hosts that live for one build; close it when the work is done. */
    public HostAccess withKeysIn(Path knownHosts) {
        return access(HostKeys.pinningNewHosts(knownHosts));
    }

    /**
     * The account on a host.
     *
     * @throws ProblemException 409 when no key is configured
     */
    public Target account(String address, int port, String user) {
        var key = settings.ssh()
                .keyFile()
                .orElseThrow(
                        () -> ProblemException.conflict(
                                "No SSH key is configured; set vmc.build.ssh.key-file to one that builders and workers accept."));
        return new Target(address, port, user, key);
    }

    private HostAccess access(HostKeys hostKeys) {
        return new HostAccess(
                SshSettings.DEFAULT.withConnectTimeout(settings.ssh().connectTimeout()), hostKeys);
    }

    @PreDestroy
    void close() {
        builders.close();
    }
}
