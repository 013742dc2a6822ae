package org.vmc.e2e.story;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.embedded.ProjectRoot;
import org.vmc.embedded.process.JvmFlags;

/**
 * {@code ./vmc demo} from what was built: two VMs that answer SSH, a replicated volume with its file on the bricks, and
 * a real project built alone and on three workers with the same bytes.
 */
class DemonstrationTest {
    private static final int PATIENCE_MINUTES = 9;

    @TempDir
    Path home;

    @Test
    void playsTheWholeStoryAndReportsIt() throws Exception {
        assumeTrue("root".equals(System.getProperty("user.name")), "Real hosts and guests need root.");
        assumeTrue(Files.isExecutable(Path.of("/usr/sbin/glusterd")), "Real hosts need glusterfs-server.");
        var output = home.resolve("demo.log");

        int exit = demo(output);

        var report = Files.readString(output);
        assertThat(exit).as("exit status; it printed\n%s", report).isZero();
        assertThat(report)
                .contains("2 virtual machines ready")
                .containsPattern("ok .*-1 on h\\d at 10\\.77\\.\\d+\\.\\d+ answers SSH")
                .containsPattern("ok .*-2 on h\\d at 10\\.77\\.\\d+\\.\\d+ answers SSH")
                .containsPattern("3 copies on h\\d, h\\d, h\\d")
                .containsPattern("a file written through a mount on h\\d is on h\\d:/bricks")
                .containsPattern("lua-5\\.4 built on h1 alone")
                .containsPattern("lua-5\\.4 built on h1 and 3 workers cloned for it")
                .contains("identical, byte for byte")
                .doesNotContain("FAIL");
    }

    private int demo(Path output) throws Exception {
        var root = ProjectRoot.find();
        var builder = new ProcessBuilder(List.of(
                        JvmFlags.java(),
                        "-Xmx256m",
                        "-Dvmc.root=" + root,
                        "-cp",
                        root.resolve("deploy/launcher/target/classes") + ":"
                                + root.resolve("deploy/launcher/target/lib") + "/*",
                        "org.vmc.launcher.Launcher",
                        "demo"))
                .redirectErrorStream(true)
                .redirectOutput(output.toFile());
        builder.environment().put("VMC_HOME", home.resolve("vmc").toString());
        var process = builder.start();
        if (!process.waitFor(PATIENCE_MINUTES, TimeUnit.MINUTES)) {
            // SIGTERM first: the lab's mounts and namespaces are taken down by the program itself.
            process.destroy();
            process.waitFor(1, TimeUnit.MINUTES);
            process.destroyForcibly();
            throw new AssertionError("The demonstration did not end; it printed\n" + Files.readString(output));
        }
        return process.exitValue();
    }
}
