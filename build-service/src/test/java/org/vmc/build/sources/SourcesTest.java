package org.vmc.build.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.SimpleFileServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.vmc.build.testing.Settings;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

class SourcesTest {
    private static final FetchLimits LIMITS = new FetchLimits(Duration.ofMinutes(1), 1_000_000);

    @TempDir
    Path directory;

    Path web;
    HttpServer server;

    @BeforeEach
    void serveFiles() throws IOException {
        web = Files.createDirectory(directory.resolve("web"));
        server = SimpleFileServer.createFileServer(
                new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), web, SimpleFileServer.OutputLevel.NONE);
        server.start();
    }

    @AfterEach
    void stopServing() {
        server.stop(0);
    }

    @Test
    void aTarballIsKeptByItsContentAndFetchedOnce() throws Exception {
        var digest = write("a.tar", "content");
        var sources = sources(Map.of());

        var first = sources.fetch(chosen(sources, url("a.tar") + "#sha256=" + digest));
        stopServing();
        var second = sources.fetch(chosen(sources, url("a.tar") + "#sha256=" + digest));

        assertThat(first).isEqualTo(second);
        assertThat(first.archive()).hasContent("content");
        assertThat(first.identity()).isEqualTo("sha256:" + digest);
    }

    @Test
    void aTarballThatIsNotWhatWasPinnedIsRefusedAndNotKept() throws Exception {
        write("a.tar", "tampered with");
        var sources = sources(Map.of());
        var pin = "0".repeat(64);

        var problem = catchThrowableOfType(
                ProblemException.class, () -> sources.fetch(chosen(sources, url("a.tar") + "#sha256=" + pin)));

        assertThat(problem.type()).isEqualTo(ProblemType.CONFLICT);
        assertThat(problem.detail()).contains("not what was pinned").contains(pin);
        assertThat(cached()).isEmpty();
    }

    @Test
    void aDamagedCopyInTheCacheIsFetchedAgain() throws Exception {
        var digest = write("a.tar", "content");
        var sources = sources(Map.of());
        var text = url("a.tar") + "#sha256=" + digest;
        Files.writeString(sources.fetch(chosen(sources, text)).archive(), "damaged");

        assertThat(sources.fetch(chosen(sources, text)).archive()).hasContent("content");
    }

    @Test
    void aMissingFileAndASilentServerAreToldApart() {
        var sources = sources(Map.of());
        var missing = chosen(sources, url("none.tar") + "#sha256=" + "0".repeat(64));

        assertThatThrownBy(() -> sources.fetch(missing))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.NOT_FOUND));
        stopServing();
        assertThatThrownBy(() -> sources.fetch(missing))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.UPSTREAM_UNREACHABLE));
    }

    @Test
    void aTarballLargerThanAllowedIsRefused() throws Exception {
        var digest = write("a.tar", "x".repeat(2000));
        var sources = sources(Map.of("vmc.build.sources.max-size-bytes", "1000"));

        assertThatThrownBy(() -> sources.fetch(chosen(sources, url("a.tar") + "#sha256=" + digest)))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.TOO_LARGE));
    }

    @Test
    void aTreeOrCommitLargerThanAllowedIsRefusedAndNotKept() throws Exception {
        var random = new byte[200_000];
        new Random(1).nextBytes(random);
        var root = Files.createDirectories(directory.resolve("roots/large"));
        Files.write(root.resolve("random"), random);
        var commit = repository(random);
        var sources = sources(Map.of(
                "vmc.build.sources.local-roots",
                directory.resolve("roots").toString(),
                "vmc.build.sources.max-size-bytes",
                "100000"));

        for (var text : List.of(root.toString(), "git+" + url("a.git") + "#" + commit)) {
            assertThatThrownBy(() -> sources.fetch(chosen(sources, text)))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.TOO_LARGE));
        }
        assertThat(cached()).isEmpty();
    }

    @Test
    void aProgramThatFetchesTooMuchIsEnded() {
        var endless = List.of("sh", "-c", "yes >endless");

        assertThatThrownBy(() -> LocalProgram.run(directory, Map.of(), LIMITS, endless))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.TOO_LARGE));
    }

    @Test
    void archivesThatWereNotUsedForLongAreRemoved() throws Exception {
        var sources = sources(Map.of());
        var old = fetch(sources, "old");
        var used = fetch(sources, "used");
        age(old, Duration.ofDays(31));
        age(used, Duration.ofDays(31));
        fetch(sources, "used");

        sources.sweep();

        assertThat(cached()).containsExactly(used);
    }

    @Test
    void theArchivesNotUsedForLongestGoFirstWhenAllAreTooLarge() throws Exception {
        var sources = sources(Map.of("vmc.build.sources.max-cache-bytes", "10"));
        var first = fetch(sources, "first");
        var second = fetch(sources, "secnd");
        age(first, Duration.ofHours(2));
        age(second, Duration.ofHours(1));
        var third = fetch(sources, "third");

        sources.sweep();

        assertThat(cached()).containsExactlyInAnyOrder(second, third);
    }

    @Test
    void whatAKilledFetchLeftIsRemovedAndARunningOneIsLeftAlone() throws Exception {
        var sources = sources(Map.of());
        var cache = Files.createDirectories(directory.resolve("data/sources"));
        var left = Files.createDirectories(cache.resolve("fetch-left"));
        Files.createDirectories(left.resolve("repository.git"));
        var running = Files.createDirectories(cache.resolve("fetch-running"));
        age(left, Duration.ofDays(2));

        sources.sweep();

        assertThat(cached()).containsExactly(running);
    }

    private Path fetch(Sources sources, String content) throws Exception {
        var digest = write(content, content);
        return sources.fetch(chosen(sources, url(content) + "#sha256=" + digest))
                .archive();
    }

    private static void age(Path path, Duration age) throws IOException {
        Files.setLastModifiedTime(path, FileTime.from(Instant.now().minus(age)));
    }

    @Test
    void privateAddressesAreRefusedUnlessAllowed() throws Exception {
        var digest = write("a.tar", "content");
        var sources = sources(Map.of("vmc.build.sources.allow-private-addresses", "false"));

        for (var text :
                List.of(url("a.tar") + "#sha256=" + digest, "git+" + url("a.git") + "#" + digest.substring(0, 40))) {
            assertThatThrownBy(() -> sources.fetch(chosen(sources, text)))
                    .isInstanceOfSatisfying(
                            ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.FORBIDDEN));
        }
    }

    @Test
    void anUnknownNameIsRefusedWithTheKnownOnes() {
        var sources = sources(Map.of());

        var problem = catchThrowableOfType(ProblemException.class, () -> sources.choose("lua-6"));

        assertThat(problem.type()).isEqualTo(ProblemType.INVALID);
        assertThat(problem.errors().getFirst().field()).isEqualTo("source");
        assertThat(problem.errors().getFirst().message()).contains("lua-5.4", "redis");
    }

    @Test
    void aLocalTreeGivesTheSameArchiveWhenItHasTheSameContent() throws Exception {
        var root = Files.createDirectories(directory.resolve("roots/one"));
        Files.writeString(root.resolve("Makefile"), "all:\n");
        var sources = sources(Map.of(
                "vmc.build.sources.local-roots", directory.resolve("roots").toString()));

        var first = sources.fetch(chosen(sources, root.toString()));
        Files.delete(root.resolve("Makefile"));
        Files.writeString(root.resolve("Makefile"), "all:\n");
        var same = sources.fetch(chosen(sources, root.toString()));
        Files.writeString(root.resolve("Makefile"), "all: more\n");
        var other = sources.fetch(chosen(sources, root.toString()));

        assertThat(same.identity()).isEqualTo(first.identity());
        assertThat(other.identity()).isNotEqualTo(first.identity());
    }

    @Test
    void linksInsideALocalTreeStayAsTheyAre() throws Exception {
        var root = Files.createDirectories(directory.resolve("roots/linked"));
        Files.createDirectories(root.resolve("include"));
        Files.createDirectories(root.resolve("lib"));
        Files.writeString(root.resolve("include/a.h"), "int a;\n");
        Files.createLink(root.resolve("include/same.h"), root.resolve("include/a.h"));
        Files.createSymbolicLink(root.resolve("lib/up.h"), Path.of("../include/a.h"));
        Files.createSymbolicLink(root.resolve("here.h"), Path.of("./include/a.h"));
        var sources = sources(Map.of(
                "vmc.build.sources.local-roots", directory.resolve("roots").toString()));

        var archive = sources.fetch(chosen(sources, root.toString())).archive();

        run(directory, "tar", "-xf", archive.toString());
        assertThat(Files.readSymbolicLink(directory.resolve("source/lib/up.h"))).isEqualTo(Path.of("../include/a.h"));
        assertThat(Files.readSymbolicLink(directory.resolve("source/here.h"))).isEqualTo(Path.of("./include/a.h"));
        assertThat(directory.resolve("source/include/same.h")).hasContent("int a;");
    }

    @Test
    void aLocalTreeOutsideTheRootsIsRefusedHoweverItIsReached() throws Exception {
        var roots = Files.createDirectories(directory.resolve("roots"));
        var secret = Files.createDirectories(directory.resolve("secret"));
        Files.createSymbolicLink(roots.resolve("link"), secret);
        var sources = sources(Map.of("vmc.build.sources.local-roots", roots.toString()));

        for (var path : List.of(secret.toString(), roots + "/../secret", roots + "/link", roots + "/none", "/")) {
            var problem = catchThrowableOfType(ProblemException.class, () -> sources.choose(path));
            assertThat(problem.errors().getFirst().message())
                    .as(path)
                    .isEqualTo("must be a directory below one of the allowed roots");
        }
    }

    @Test
    void localTreesAreOffUnlessARootIsConfigured() {
        var problem = catchThrowableOfType(
                ProblemException.class, () -> sources(Map.of()).choose(directory.toString()));

        assertThat(problem.errors().getFirst().message()).contains("vmc.build.sources.local-roots");
    }

    @Test
    void aCommitIsFetchedFromARepository() throws Exception {
        var commit = repository();
        var sources = sources(Map.of());

        var fetched = sources.fetch(chosen(sources, "git+" + url("a.git") + "#" + commit));

        assertThat(fetched.identity()).isEqualTo("commit:" + commit);
        assertThat(run(directory, "tar", "-tf", fetched.archive().toString())).contains("source/Makefile");
    }

    @Test
    void gitGoesToTheAddressThatWasCheckedWhateverTheNameSays() throws Exception {
        var commit = repository();
        var port = server.getAddress().getPort();
        // No resolver knows this name.
        var url = URI.create("http://checked.invalid:%d/a.git".formatted(port));
        var git = new GitRepository(checked -> List.of(InetAddress.getLoopbackAddress()), LIMITS);

        var archive = git.fetch(new SourceSpec.Git(url, commit), directory);

        assertThat(run(directory, "tar", "-tf", archive.toString())).contains("source/Makefile");
    }

    @Test
    void anAnswerFromAnAddressThatTurnsOutToBePrivateIsDropped() throws Exception {
        write("a.tar", "secret");
        var looks = new AtomicInteger();
        AddressPolicy rebound = url -> {
            if (looks.incrementAndGet() > 1) {
                throw ProblemException.forbidden("private now");
            }
            return List.of();
        };
        var download = new TarballDownload(rebound, LIMITS);

        assertThatThrownBy(() -> download.fetch(URI.create(url("a.tar")), directory))
                .hasMessageContaining("private now");
        assertThat(directory.resolve("source.tar")).doesNotExist();
    }

    @Test
    void aCommitThatIsNotThereIsNotFound() throws Exception {
        repository();
        var sources = sources(Map.of());

        assertThatThrownBy(() -> sources.fetch(chosen(sources, "git+" + url("a.git") + "#" + "0".repeat(39) + "1")))
                .isInstanceOfSatisfying(
                        ProblemException.class, e -> assertThat(e.type()).isEqualTo(ProblemType.NOT_FOUND));
    }

    @Test
    void theNamedSourcesComeFromDebiansArchiveUnchanged() throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/apt-get")), "no apt-get here");
        var sources = sources(Map.of());
        try {
            var fetched = sources.fetch(chosen(sources, "lua-5.4"));
            assertThat(run(directory, "tar", "-tf", fetched.archive().toString()))
                    .contains("lua-5.4.4/src/lapi.c");
        } catch (ProblemException e) {
            assumeTrue(e.type() != ProblemType.UPSTREAM_UNREACHABLE, "Debian's archive is out of reach: " + e.detail());
            throw e;
        }
    }

    private String repository() throws Exception {
        return repository("all:\n".getBytes(StandardCharsets.UTF_8));
    }

    private String repository(byte[] makefile) throws Exception {
        assumeTrue(Files.isExecutable(Path.of("/usr/bin/git")), "no git here");
        var work = Files.createDirectory(directory.resolve("work"));
        Files.write(work.resolve("Makefile"), makefile);
        run(work, "git", "init", "--quiet");
        run(work, "git", "add", "Makefile");
        run(work, "git", "-c", "user.name=t", "-c", "user.email=t@example.org", "commit", "--quiet", "-m", "one");
        run(
                directory,
                "git",
                "clone",
                "--quiet",
                "--bare",
                work.toString(),
                web.resolve("a.git").toString());
        // What a plain web server needs to serve a repository.
        run(web.resolve("a.git"), "git", "update-server-info");
        return run(work, "git", "rev-parse", "HEAD").strip();
    }

    private static String run(Path where, String... command) throws IOException, InterruptedException {
        var process = new ProcessBuilder(command)
                .directory(where.toFile())
                .redirectErrorStream(true)
                .start();
        var output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }

    private String write(String name, String content) throws IOException {
        Files.writeString(web.resolve(name), content);
        return Sha256.of(content);
    }

    private String url(String path) {
        var address = server.getAddress();
        return "http://%s:%d/%s".formatted(address.getHostString(), address.getPort(), path);
    }

    private Sources sources(Map<String, String> properties) {
        var all = new HashMap<>(Map.of(
                "vmc.build.data-dir", directory.resolve("data").toString(),
                "vmc.build.sources.fetch-timeout", "60s",
                "vmc.build.sources.allow-private-addresses", "true"));
        all.putAll(properties);
        return new Sources(new SourceCatalogue(), Settings.of(all));
    }

    private static SourceSpec chosen(Sources sources, String text) {
        return sources.choose(text).spec();
    }

    private List<Path> cached() throws IOException {
        var found = new ArrayList<Path>();
        try (var files = Files.list(directory.resolve("data/sources"))) {
            files.forEach(found::add);
        }
        return found;
    }
}
