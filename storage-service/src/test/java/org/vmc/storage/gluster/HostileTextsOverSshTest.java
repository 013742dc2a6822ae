package org.vmc.storage.gluster;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.storage.HostileTexts;

/** Whatever the driver is given arrives on a host as one word, through a real sshd and the shells behind it. */
class HostileTextsOverSshTest {

    /** Linux takes 128 KiB as one command line, and a quote becomes four characters of it. */
    private static final int MOST_CHARACTERS = 20_000;

    @TempDir
    static Path directory;

    private static LoopbackSshd sshd;
    private static SshHosts hosts;
    private static Path words;

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        sshd = LoopbackSshd.start(Files.createDirectory(directory.resolve("sshd")));
        words = directory.resolve("words");
        sshd.program("gluster", """
                for word in "$@"; do printf '%%s\\0' "$word"; done >>'%s'
                echo '<cliOutput><opRet>0</opRet><opErrno>0</opErrno><opErrstr/><count>1</count></cliOutput>'
                """.formatted(words));
        hosts = new SshHosts(sshd.config("h1"));
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (hosts != null) {
            hosts.close();
            sshd.close();
        }
    }

    @Test
    void arriveAtGlusterAsTheyWereGiven() throws IOException {
        var commands = new GlusterCommands(hosts, sshd.config("h1"));
        var pool = new GlusterPoolOverSsh(hosts, commands, new EntryHost(hosts, commands));
        var sent = new ArrayList<String>();
        for (var some : inCommands(HostileTexts.all().stream()
                .filter(text -> text.indexOf(0) < 0 && !text.startsWith("--"))
                .toList())) {
            var options = new TreeMap<String, String>();
            some.forEach(text -> options.put("option." + options.size(), text));
            pool.set("src", options);
            sent.addAll(some);
        }

        var arrived = List.of(Files.readString(words, UTF_8).split("\0", -1));
        assertThat(sent).hasSizeGreaterThan(450);
        assertThat(arrived).containsAll(sent);
        assertThat(arrived.stream().filter("--mode=script"::equals)).hasSizeLessThan(20);
    }

    @Test
    void areNeverOptionsOfGluster() {
        var commands = new GlusterCommands(hosts, sshd.config("h1"));
        assertThatThrownBy(() -> commands.change("h1", List.of("volume", "set", "src", "auth.allow", "--log-file=/x")))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("--log-file=/x");
    }

    @Test
    void areDirectoriesAndNothingElse() throws IOException {
        var bricks = new BrickHostsOverSsh(hosts, sshd.config("h1"));
        var root = Files.createDirectory(directory.resolve("bricks"));
        var names = HostileTexts.all().stream()
                .filter(text -> text.indexOf(0) < 0 && text.indexOf('/') < 0)
                .filter(text -> !text.startsWith(".") && text.length() < 12)
                .limit(20)
                .toList();
        for (var name : names) {
            var brick = new Brick("h1", root + "/" + name + "/brick");
            bricks.makeBrick(brick, UUID.randomUUID());
            assertThat(bricks.hashesOnBricks(List.of(brick), name)).isEmpty();
        }
        try (var made = Files.list(root)) {
            assertThat(made.map(path -> path.getFileName().toString())).containsExactlyInAnyOrderElementsOf(names);
        }
    }

    private static List<List<String>> inCommands(List<String> texts) {
        var commands = new ArrayList<List<String>>();
        var some = new ArrayList<String>();
        var length = 0;
        for (var text : texts) {
            if (length + text.length() > MOST_CHARACTERS) {
                commands.add(List.copyOf(some));
                some.clear();
                length = 0;
            }
            some.add(text);
            length += text.length();
        }
        commands.add(List.copyOf(some));
        return commands;
    }
}
