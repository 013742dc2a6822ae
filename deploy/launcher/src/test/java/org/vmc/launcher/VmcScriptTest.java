package org.vmc.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.embedded.ProjectRoot;

/** What {@code ./vmc} does before there is a JVM. */
class VmcScriptTest {

    private static final Path ROOT = ProjectRoot.find();

    @TempDir
    Path directory;

    @Test
    void knowsTheVersionOfTheProject() throws Exception {
        Matcher version =
                Pattern.compile("<version>([^<]+)</version>").matcher(Files.readString(ROOT.resolve("pom.xml")));
        assertThat(version.find()).isTrue();

        assertThat(run("version").output()).isEqualTo("vmc " + version.group(1));
    }

    @Test
    void readsThePackagesOfTheLabFromItsSources() throws Exception {
        Answer answer = run("packages");

        assertThat(answer.output().lines())
                .contains("glusterfs-server", "openssh-server", "distcc", "g++", "tini")
                .allMatch(name -> name.matches("[a-z0-9][a-z0-9.+-]+"));
    }

    @Test
    void saysWhatToInstallWhenThereIsNoJdk() throws Exception {
        Path script = Files.copy(ROOT.resolve("vmc"), directory.resolve("vmc"));
        String blind =
                Files.readString(script).replace("/usr/lib/jvm/*", "/none/*").replace("command -v javac", "false");
        Files.writeString(script, blind);

        Answer answer = runScript(script, "status");

        assertThat(answer.exitStatus()).isEqualTo(1);
        assertThat(answer.output()).contains("needs a JDK 25 or later", "apt-get install temurin-25-jdk", "JAVA_HOME");
    }

    private record Answer(int exitStatus, String output) {}

    private static Answer run(String command) throws IOException, InterruptedException {
        return runScript(ROOT.resolve("vmc"), command);
    }

    private static Answer runScript(Path script, String command) throws IOException, InterruptedException {
        ProcessBuilder builder =
                new ProcessBuilder(List.of("bash", script.toString(), command)).redirectErrorStream(true);
        builder.environment().remove("JAVA_HOME");
        builder.environment().put("HOME", "/none");
        Process process = builder.start();
        String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        return new Answer(process.waitFor(), output.trim());
    }
}
