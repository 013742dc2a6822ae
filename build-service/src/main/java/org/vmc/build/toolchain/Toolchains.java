package org.vmc.build.toolchain;

import java.util.List;
import org.vmc.build.hosts.HostAccess;
import org.vmc.build.hosts.Script;
import org.vmc.http.problem.ProblemException;
import org.vmc.ssh.Target;

/** Asks hosts for their compilers. */
public final class Toolchains {
    private static final Script FINGERPRINT = Script.named("fingerprint");
    private static final Script MISSING = Script.named("missing");

    private Toolchains() {}

    /**
     * The fingerprint of a compiler of a host.
     *
     * @param compiler name of the program
     * @throws ProblemException 409 when the host has no such compiler
     */
    public static Fingerprint fingerprint(HostAccess access, Target host, String compiler) throws InterruptedException {
        var printed = access.run(host, FINGERPRINT.call(compiler), "read the fingerprint of " + compiler);
        return Fingerprint.parse(printed)
                .orElseThrow(() -> ProblemException.conflict("The compiler %s on %s does not say what it is: %s"
                        .formatted(compiler, host.host(), printed.strip())));
    }

    /** Those of the programs that the host lacks. */
    public static List<String> missing(HostAccess access, Target host, List<String> programs)
            throws InterruptedException {
        return access.run(host, MISSING.call(programs), "look for programs")
                .lines()
                .toList();
    }
}
