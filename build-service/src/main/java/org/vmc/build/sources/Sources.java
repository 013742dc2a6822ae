package org.vmc.build.sources;

import io.quarkus.scheduler.Scheduled;
import io.smallrye.common.annotation.RunOnVirtualThread;
import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Instant;
import java.util.List;
import org.vmc.build.BuildSettings;
import org.vmc.build.recipes.Recipe;
import org.vmc.http.problem.ProblemException;

/** Tells which sources there are and brings them into the cache. Safe for use by several threads and processes. */
@ApplicationScoped
public class Sources {
    private final SourceCatalogue catalogue;
    private final BuildSettings.Sources settings;
    private final SourceCache cache;
    private final DebianArchive debian;
    private final TarballDownload downloads;
    private final GitRepository git;
    private final LocalTrees trees;

    Sources(SourceCatalogue catalogue, BuildSettings settings) {
        this.catalogue = catalogue;
        this.settings = settings.sources();
        var limits = new FetchLimits(this.settings.fetchTimeout(), this.settings.maxSizeBytes());
        var addresses = this.settings.allowPrivateAddresses() ? AddressPolicy.ANYWHERE : new PublicAddresses();
        this.cache = new SourceCache(settings.dataDir().toAbsolutePath().resolve("sources"), limits);
        this.debian = new DebianArchive(limits);
        this.downloads = new TarballDownload(addresses, limits);
        this.git = new GitRepository(addresses, limits);
        this.trees = new LocalTrees(this.settings.localRoots().orElse(List.of()), limits);
    }

    /**
     * The source that a request names and the recipe it has.
     *
     * @throws ProblemException 422 naming {@code source} when it is not one, or not one that may be used
     */
    public ChosenSource choose(String text) {
        return switch (SourceSpec.read(text)) {
            case SourceSpec.Reading.Invalid invalid -> throw ProblemException.invalid("source", invalid.message());
            case SourceSpec.Reading.Valid valid -> check(valid.spec());
        };
    }

    private ChosenSource check(SourceSpec spec) {
        return switch (spec) {
            case SourceSpec.Named named -> new ChosenSource(spec, known(named).recipe());
            case SourceSpec.LocalTree tree -> {
                trees.requireAllowed(tree.directory());
                yield new ChosenSource(spec, Recipe.plainMake());
            }
            case SourceSpec.Git repository -> new ChosenSource(spec, Recipe.plainMake());
            case SourceSpec.Tarball tarball -> new ChosenSource(spec, Recipe.plainMake());
        };
    }

    /**
     * Brings the source into the cache, unless it is there.
     *
     * @throws ProblemException 503 when the source cannot be reached, 409 when it is not what was pinned
     * @throws InterruptedException when the caller was interrupted; nothing is left running
     */
    public FetchedSource fetch(SourceSpec spec) throws InterruptedException {
        try {
            return switch (spec) {
                case SourceSpec.Named named -> {
                    var source = known(named);
                    yield cache.pinned(source.sha256(), directory -> debian.fetch(source, directory));
                }
                case SourceSpec.Tarball tarball ->
                    cache.pinned(tarball.sha256(), directory -> downloads.fetch(tarball.location(), directory));
                case SourceSpec.Git repository ->
                    cache.commit(repository.commit(), directory -> git.fetch(repository, directory));
                case SourceSpec.LocalTree tree -> cache.unpinned(directory -> trees.pack(tree.directory(), directory));
            };
        } catch (IOException e) {
            throw new UncheckedIOException("The source %s cannot be kept in the cache".formatted(spec.text()), e);
        }
    }

    /** Removes archives that are not to be kept any longer, and what fetches that were killed have left. */
    @Scheduled(
            every = "${vmc.build.sweep-every:1h}",
            delayed = "10s",
            concurrentExecution = Scheduled.ConcurrentExecution.SKIP)
    @RunOnVirtualThread
    void sweep() throws IOException {
        cache.sweep(Instant.now(), settings.keepUnused(), settings.maxCacheBytes());
    }

    private NamedSource known(SourceSpec.Named named) {
        return catalogue
                .named(named.name())
                .orElseThrow(() -> ProblemException.invalid(
                        "source",
                        "must be a known source (%s), git+URL#COMMIT, URL#sha256=DIGEST or an absolute path"
                                .formatted(catalogue.names())));
    }
}
