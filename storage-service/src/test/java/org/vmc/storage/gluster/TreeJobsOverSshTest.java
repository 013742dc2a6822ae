package org.vmc.storage.gluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The scripts that work on trees and look through bricks, on this machine through a real sshd. */
class TreeJobsOverSshTest {

    private static final TreePlace LOCAL = new TreePlace(TreePlace.Kind.LOCAL, "", "");
    private static final TreePlace BRICK_DISK = new TreePlace(TreePlace.Kind.BRICK_DISK, "", "");

    @TempDir
    static Path directory;

    private static LoopbackSshd sshd;
    private static SshHosts hosts;
    private static TreeJobsOverSsh jobs;
    private static BrickFilesOverSsh files;

    private final Tree tree = new Tree(UUID.randomUUID(), 3, 4, 1000);

    @BeforeAll
    static void begin() throws IOException, InterruptedException {
        sshd = LoopbackSshd.start(directory);
        hosts = new SshHosts(sshd.config("h1", "h2"));
        jobs = new TreeJobsOverSsh(hosts, sshd.config("h1", "h2"));
        files = new BrickFilesOverSsh(hosts);
    }

    @AfterAll
    static void end() throws InterruptedException {
        if (hosts != null) {
            hosts.close();
            sshd.close();
        }
    }

    @Test
    void makesSearchesReadsAndRemovesATree() {
        for (var action : TreeJob.Action.values()) {
            assertThat(ended(tree, new TreeJob(1, LOCAL, action)))
                    .as(action.wireName())
                    .isInstanceOfSatisfying(TreeJob.State.Done.class, done -> assertThat(done.micros())
                            .isPositive());
            assertThat(Files.exists(own(tree).resolve(tree.directory() + "/d2/f2-3")))
                    .isEqualTo(action != TreeJob.Action.REMOVE);
        }
        jobs.clear("h1", tree);
        assertThat(own(tree)).doesNotExist();
    }

    @Test
    void doesEachJobOnce() throws IOException {
        var generate = new TreeJob(1, LOCAL, TreeJob.Action.GENERATE);
        var first = ended(tree, generate);
        Files.delete(own(tree).resolve(tree.directory() + "/d2/f2-3"));

        assertThat(jobs.look("h1", tree, generate)).isEqualTo(first);
        assertThat(own(tree).resolve(tree.directory() + "/d2/f2-3")).doesNotExist();
        jobs.clear("h1", tree);
    }

    @Test
    void failsWhenAFileIsMissingOrShort() throws IOException {
        ended(tree, new TreeJob(1, LOCAL, TreeJob.Action.GENERATE));
        Files.writeString(own(tree).resolve(tree.directory() + "/d0/f0-0"), "short");
        assertThat(ended(tree, new TreeJob(1, LOCAL, TreeJob.Action.READ)))
                .isEqualTo(new TreeJob.State.Failed("11005 bytes were read of 12000"));
        Files.delete(own(tree).resolve(tree.directory() + "/d2/f2-3"));
        assertThat(ended(tree, new TreeJob(1, LOCAL, TreeJob.Action.FIND)))
                .isEqualTo(new TreeJob.State.Failed("find did not find f2-3"));
        jobs.clear("h1", tree);
    }

    @Test
    void beginsAnewWhatItsHostEndedAndGivesUpAfterThreeTimes() throws IOException {
        var large = new Tree(UUID.randomUUID(), 900, 900, 1);
        var generate = new TreeJob(1, LOCAL, TreeJob.Action.GENERATE);
        for (var attempt = 1; attempt <= 3; attempt++) {
            assertThat(jobs.look("h1", large, generate)).isInstanceOf(TreeJob.State.Running.class);
            assertThat(Files.readString(own(large).resolve("1-generate-local.attempts")))
                    .isEqualTo(attempt + "\n");
            killAll(large);
        }
        assertThat(jobs.look("h1", large, generate))
                .isEqualTo(new TreeJob.State.Failed("it was ended three times on its host"));
        jobs.clear("h1", large);
    }

    @Test
    void endsWhatRunsWhenItIsCleared() {
        var large = new Tree(UUID.randomUUID(), 900, 900, 1);
        assertThat(jobs.look("h1", large, new TreeJob(1, LOCAL, TreeJob.Action.GENERATE)))
                .isInstanceOf(TreeJob.State.Running.class);
        assertThat(processes(large)).isNotEmpty();

        jobs.stop("h1", large);

        assertThat(own(large).resolve("1-generate-local.result"))
                .as("it was ended, and did not end by itself")
                .doesNotExist();
        jobs.clear("h1", large);

        await().atMost(Duration.ofSeconds(10)).until(() -> processes(large).isEmpty());
        assertThat(own(large)).doesNotExist();
    }

    @Test
    void worksOnTheDiskOfBricksAndLeavesNothingThere() throws IOException {
        var bricks = Files.createDirectories(directory.resolve("bricks"));
        assertThat(ended(tree, new TreeJob(1, BRICK_DISK, TreeJob.Action.GENERATE)))
                .isInstanceOf(TreeJob.State.Done.class);
        assertThat(bricks.resolve(tree.directory() + "/d0/f0-0")).exists();
        jobs.clear("h1", tree);
        assertThat(bricks).isEmptyDirectory();
    }

    @Test
    void saysWhyAVolumeCannotBeMounted() throws IOException {
        sshd.program("mount", "exit 1");
        try {
            var place = new TreePlace(TreePlace.Kind.MOUNT, "src", "h9");
            assertThat(ended(tree, new TreeJob(1, place, TreeJob.Action.GENERATE)))
                    .isEqualTo(new TreeJob.State.Failed("cannot mount h9:/src; see /var/log/glusterfs"));
        } finally {
            Files.delete(directory.resolve("bin/mount"));
            jobs.clear("h1", tree);
        }
    }

    @Test
    void findsFilesOnBricksWithoutWhatGlusterKeeps() throws IOException {
        var one = brick("h1", "one");
        var two = brick("h2", "two");
        write(one, "docs/a b\n'$(x)'.txt", "12345");
        write(one, ".glusterfs/00/hidden.txt", "");
        write(one, ".shard/piece.txt", "");
        write(two, "docs/c.txt", "1");
        write(two, "docs/link.txt", "");
        Files.setAttribute(Path.of(two.path(), "docs/link.txt"), "unix:mode", 0101000);

        assertThat(files.find(List.of(one, two), "*.txt", 10))
                .extracting(BrickFiles.Found::path, BrickFiles.Found::bytes)
                .containsExactly(tuple("docs/a b\n'$(x)'.txt", 5L), tuple("docs/c.txt", 1L));
        assertThat(files.find(List.of(one, two), "$(touch x)", 10)).isEmpty();
        assertThat(files.read(List.of(one, two), "docs")).isEqualTo(6);
        assertThatThrownBy(() -> files.find(List.of(one, new Brick("h2", one.path() + "/none")), "*", 10))
                .isInstanceOf(GlusterRefused.class)
                .hasMessageContaining("does not exist");
    }

    private static Brick brick(String host, String name) throws IOException {
        return new Brick(host, Files.createDirectory(directory.resolve(name)).toString());
    }

    private static void write(Brick brick, String path, String content) throws IOException {
        var file = Path.of(brick.path(), path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
    }

    private static TreeJob.State ended(Tree tree, TreeJob job) {
        return await().atMost(Duration.ofSeconds(60))
                .until(() -> jobs.look("h1", tree, job), state -> !(state instanceof TreeJob.State.Running));
    }

    private static Path own(Tree tree) {
        return directory.resolve("benchmarks").resolve(tree.id().toString());
    }

    private static void killAll(Tree tree) {
        var all = processes(tree);
        assertThat(all).isNotEmpty();
        all.forEach(ProcessHandle::destroyForcibly);
        await().atMost(Duration.ofSeconds(10)).until(() -> processes(tree).isEmpty());
    }

    private static List<ProcessHandle> processes(Tree tree) {
        return ProcessHandle.allProcesses()
                .filter(process -> process.info()
                        .commandLine()
                        .orElse("")
                        .contains(own(tree).toString()))
                .toList();
    }
}
