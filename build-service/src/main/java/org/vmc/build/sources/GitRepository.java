package org.vmc.build.sources;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/**
 * Commits of git repositories, through the {@code git} program of the service's machine, 2.37 or later: older ones do
 * not know how to be kept to an address.
 */
final class GitRepository {
    private static final List<String> GIT = List.of(
            "git",
            // Only the web; git can be made to run programs by other transports.
            "-c",
            "protocol.allow=never",
            "-c",
            "protocol.https.allow=always",
            "-c",
            "protocol.http.allow=always",
            // A redirect could lead to an address that was not checked.
            "-c",
            "http.followRedirects=false",
            "-c",
            "core.hooksPath=/dev/null",
            "-c",
            "fetch.fsckObjects=true");
    private static final Map<String, String> ENVIRONMENT =
            Map.of("GIT_TERMINAL_PROMPT", "0", "GIT_CONFIG_NOSYSTEM", "1", "GIT_ASKPASS", "true");

    private final AddressPolicy addresses;
    private final FetchLimits limits;

    GitRepository(AddressPolicy addresses, FetchLimits limits) {
        this.addresses = addresses;
        this.limits = limits;
    }

    /** Packs the tree of the commit; the same commit gives the same bytes. */
    Path fetch(SourceSpec.Git source, Path directory) throws InterruptedException {
        var options = pinning(source.repository());
        var url = source.repository().toString();
        require(source, run(directory, options, "init", "--quiet", "--bare", "repository.git"));
        var repository = directory.resolve("repository.git");
        var one = run(repository, options, "fetch", "--quiet", "--depth", "1", "--no-tags", "--", url, source.commit());
        if (one instanceof LocalProgram.Outcome.Failed) {
            // Not every server gives out a commit that no branch or tag points to; then all of them are needed.
            require(
                    source,
                    run(
                            repository,
                            options,
                            "fetch",
                            "--quiet",
                            "--",
                            url,
                            "+refs/heads/*:refs/heads/*",
                            "+refs/tags/*:refs/tags/*"));
            requireCommit(source, run(repository, options, "cat-file", "-e", source.commit() + "^{commit}"));
        }
        var archive = directory.resolve("source.tar.gz");
        require(
                source,
                run(
                        repository,
                        options,
                        "archive",
                        "--format=tar.gz",
                        "--prefix=source/",
                        "--output=" + archive,
                        source.commit()));
        return archive;
    }

    /**
     * Options that bring git to the addresses that were checked: its own look at the name could find others, and a
     * proxy's could, too.
     */
    private List<String> pinning(URI url) {
        var checked = addresses.require(url);
        if (checked.isEmpty()) {
            return List.of();
        }
        var options = new ArrayList<>(List.of("-c", "http.proxy="));
        var host = url.getHost();
        if (!host.startsWith("[")) {
            var port = url.getPort() >= 0 ? url.getPort() : "https".equals(url.getScheme()) ? 443 : 80;
            var pins = checked.stream().map(GitRepository::literal).collect(Collectors.joining(","));
            options.addAll(List.of("-c", "http.curloptResolve=%s:%d:%s".formatted(host, port, pins)));
        }
        return options;
    }

    private static String literal(InetAddress address) {
        return address instanceof Inet6Address ? "[" + address.getHostAddress() + "]" : address.getHostAddress();
    }

    private LocalProgram.Outcome run(Path directory, List<String> options, String... arguments)
            throws InterruptedException {
        var command = new ArrayList<>(GIT);
        command.addAll(options);
        command.addAll(List.of(arguments));
        return LocalProgram.run(directory, ENVIRONMENT, limits, command);
    }

    private static void require(SourceSpec.Git source, LocalProgram.Outcome outcome) {
        if (outcome instanceof LocalProgram.Outcome.Failed failed) {
            throw ProblemException.of(
                    ProblemType.UPSTREAM_UNREACHABLE,
                    "Commit %s of %s cannot be fetched: %s."
                            .formatted(source.commit(), source.repository(), failed.reason()));
        }
    }

    private static void requireCommit(SourceSpec.Git source, LocalProgram.Outcome outcome) {
        if (outcome instanceof LocalProgram.Outcome.Failed) {
            throw ProblemException.of(
                    ProblemType.NOT_FOUND,
                    "There is no commit %s in %s.".formatted(source.commit(), source.repository()));
        }
    }
}
