package org.vmc.ssh;

import java.nio.file.Path;

/** Why there is no connection to a host. Nothing ran there. */
public sealed interface SshProblem {

    Target target();

    /** What is wrong and what to do next, in one or two sentences for a person. */
    String explanation();

    /** No answer, refused, no route, or the answer was not SSH. Worth trying again later. */
    record Unreachable(Target target, String detail) implements SshProblem {
        @Override
        public String explanation() {
            return target + " is not reachable by SSH: " + detail + ". Check that the host is up and sshd listens.";
        }
    }

    /** The host answered and refused the key. */
    record AccessDenied(Target target) implements SshProblem {
        @Override
        public String explanation() {
            return target + " refuses the key " + target.keyFile() + ". Add its public half to ~" + target.user()
                    + "/.ssh/authorized_keys there.";
        }
    }

    /** The private key cannot be read or is not one. */
    record KeyUnusable(Target target, String detail) implements SshProblem {
        @Override
        public String explanation() {
            return "The private key " + target.keyFile() + " cannot be used: " + detail + ".";
        }
    }

    /** The host is new and first contact is not approved. */
    record HostKeyUnknown(Target target, String offered, Path store) implements SshProblem {
        @Override
        public String explanation() {
            return "The host key of " + target + " (" + offered + ") is not known. Compare it on the host's console "
                    + "(ssh-keygen -lf /etc/ssh/ssh_host_ed25519_key.pub) and add it to " + store + ".";
        }
    }

    /** The host shows another key than the pinned one: reinstalled, or somebody in between. */
    record HostKeyChanged(Target target, String pinned, String offered, Path store) implements SshProblem {
        @Override
        public String explanation() {
            return "The host key of " + target + " changed: pinned " + pinned + ", offered " + offered
                    + ". Unless the host was reinstalled, somebody may be in between. If it was, compare the key on its "
                    + "console and forget the old one: ssh-keygen -R '" + target.knownHostsName() + "' -f " + store;
        }
    }

    /** All connections allowed to that host are in use, for as long as the command was willing to wait. */
    record Busy(Target target, int limit) implements SshProblem {
        @Override
        public String explanation() {
            return "All " + limit + " connections to " + target + " are in use. Try again, or raise the limit.";
        }
    }
}
