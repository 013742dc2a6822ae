package org.vmc.testing;

import java.util.Optional;
import org.vmc.embedded.process.ProcessIdentity;

/** The process whose end ends the shared servers: Maven, when it is an ancestor of this JVM, else this JVM itself. */
final class RunOwner {

    private RunOwner() {}

    static ProcessIdentity find() {
        for (Optional<ProcessHandle> ancestor = ProcessHandle.current().parent();
                ancestor.isPresent();
                ancestor = ancestor.get().parent()) {
            if (isMaven(ancestor.get())) {
                return ProcessIdentity.of(ancestor.get().pid()).orElseGet(ProcessIdentity::ofThisJvm);
            }
        }
        return ProcessIdentity.ofThisJvm();
    }

    private static boolean isMaven(ProcessHandle process) {
        String commandLine = process.info().commandLine().orElse("");
        return commandLine.contains("org.codehaus.plexus.classworlds.launcher.Launcher")
                || commandLine.contains("org.mvndaemon");
    }
}
