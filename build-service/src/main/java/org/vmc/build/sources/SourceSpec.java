package org.vmc.build.sources;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A source as asked for. As text:
 *
 * <ul>
 *   <li>{@code lua-5.4}: a named source
 *   <li>{@code git+https://host/repository.git#COMMIT}: a commit, all 40 digits
 *   <li>{@code https://host/file.tar.gz#sha256=DIGEST}: a tarball
 *   <li>{@code /directory}: a tree on the service's machine, below one of the allowed roots
 * </ul>
 */
public sealed interface SourceSpec {

    /** A source of the catalogue. */
    record Named(String name) implements SourceSpec {
        @Override
        public String text() {
            return name;
        }
    }

    /** One commit of a git repository. */
    record Git(URI repository, String commit) implements SourceSpec {
        @Override
        public String text() {
            return "git+" + repository + "#" + commit;
        }
    }

    /** A tarball whose SHA-256 is known. */
    record Tarball(URI location, String sha256) implements SourceSpec {
        @Override
        public String text() {
            return location + "#sha256=" + sha256;
        }
    }

    /** A directory on the service's machine, as it is when the build begins. */
    record LocalTree(Path directory) implements SourceSpec {
        @Override
        public String text() {
            return directory.toString();
        }
    }

    /** The text that {@link #read} reads. */
    String text();

    /**
     * What the revisions of a source have in common, so that what was learned of one serves the next: the text without
     * its pin.
     */
    default String lineage() {
        var pin = text().indexOf('#');
        return pin < 0 ? text() : text().substring(0, pin);
    }

    /** What became of reading a text. */
    sealed interface Reading {
        /** It names a source, which may not exist. */
        record Valid(SourceSpec spec) implements Reading {}

        /** It does not; {@code message} follows the name of the field. */
        record Invalid(String message) implements Reading {}
    }

    /** Reads the text of a source. */
    static Reading read(String text) {
        if (text.length() > 2000) {
            return new Reading.Invalid("must not be longer than 2000 characters");
        }
        if (text.startsWith("/")) {
            return local(text);
        }
        if (text.startsWith("git+")) {
            return git(text.substring("git+".length()));
        }
        if (text.contains("://")) {
            return tarball(text);
        }
        return NAME.matcher(text).matches()
                ? new Reading.Valid(new Named(text))
                : new Reading.Invalid(
                        "must be the name of a source, git+URL#COMMIT, URL#sha256=DIGEST or an absolute path");
    }

    Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9.+-]{0,62}");
    Pattern COMMIT = Pattern.compile("(?<url>[^#]+)#(?<pin>[0-9a-f]{40})");
    Pattern DIGEST = Pattern.compile("(?<url>[^#]+)#sha256=(?<pin>[0-9a-f]{64})");

    private static Reading local(String text) {
        try {
            return new Reading.Valid(new LocalTree(Path.of(text).normalize()));
        } catch (InvalidPathException notAPath) {
            return new Reading.Invalid("must be an absolute path");
        }
    }

    private static Reading git(String text) {
        var parts = COMMIT.matcher(text);
        if (!parts.matches()) {
            return new Reading.Invalid("must pin a commit by its 40 digits: git+https://host/repository.git#COMMIT");
        }
        return webAddress(parts)
                .<Reading>map(url -> new Reading.Valid(new Git(url, parts.group("pin"))))
                .orElseGet(() -> new Reading.Invalid("must use http or https without user and password"));
    }

    private static Reading tarball(String text) {
        var parts = DIGEST.matcher(text);
        if (!parts.matches()) {
            return new Reading.Invalid("must pin the tarball: https://host/file.tar.gz#sha256=DIGEST, 64 digits");
        }
        return webAddress(parts)
                .<Reading>map(url -> new Reading.Valid(new Tarball(url, parts.group("pin"))))
                .orElseGet(() -> new Reading.Invalid("must use http or https without user and password"));
    }

    /** Other schemes would let a request run programs (git's {@code ext::}) or read files of the service's machine. */
    private static Optional<URI> webAddress(Matcher parts) {
        try {
            var url = new URI(parts.group("url"));
            var web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
            return web && url.getHost() != null && url.getUserInfo() == null ? Optional.of(url) : Optional.empty();
        } catch (URISyntaxException notAnAddress) {
            return Optional.empty();
        }
    }
}
