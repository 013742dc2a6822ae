package org.vmc.build.sources;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** Tarballs from the web. Redirects are followed by hand, so that each address is checked. */
final class TarballDownload {
    private static final int MAX_REDIRECTS = 5;
    private static final int CHUNK_BYTES = 64 * 1024;

    private final AddressPolicy addresses;
    private final FetchLimits limits;

    TarballDownload(AddressPolicy addresses, FetchLimits limits) {
        this.addresses = addresses;
        this.limits = limits;
    }

    Path fetch(URI location, Path directory) throws IOException, InterruptedException {
        try (var client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(limits.timeout())
                .build()) {
            return fetch(client, location, directory);
        }
    }

    private Path fetch(HttpClient client, URI location, Path directory) throws IOException, InterruptedException {
        var url = location;
        for (var hop = 0; hop <= MAX_REDIRECTS; hop++) {
            addresses.require(url);
            var response = send(client, url);
            try (var body = response.body()) {
                // The client looks the name up again. It finds what was checked in the JVM's cache, unless that just
                // expired; then what it found is there now. Nothing of a private answer is kept or told.
                addresses.require(url);
                if (response.statusCode() == 200) {
                    return save(url, body, directory);
                }
                url = redirected(url, response);
            }
        }
        throw unreachable(location, "more than " + MAX_REDIRECTS + " redirects", null);
    }

    private HttpResponse<InputStream> send(HttpClient client, URI url) throws InterruptedException {
        var request =
                HttpRequest.newBuilder(url).timeout(limits.timeout()).GET().build();
        try {
            return client.send(request, HttpResponse.BodyHandlers.ofInputStream());
        } catch (IOException e) {
            throw unreachable(url, String.valueOf(e.getMessage()), e);
        }
    }

    private static URI redirected(URI url, HttpResponse<InputStream> response) {
        var status = response.statusCode();
        var next = response.headers().firstValue("Location").map(url::resolve);
        if (status / 100 == 3 && next.isPresent() && isWeb(next.get())) {
            return next.get();
        }
        if (status == 404 || status == 410) {
            throw ProblemException.of(ProblemType.NOT_FOUND, "There is no file at %s.".formatted(url));
        }
        throw unreachable(url, "it answered " + status, null);
    }

    private static boolean isWeb(URI url) {
        return ("https".equals(url.getScheme()) || "http".equals(url.getScheme())) && url.getHost() != null;
    }

    private Path save(URI url, InputStream body, Path directory) throws IOException {
        var file = directory.resolve("source.tar");
        var deadline = Instant.now().plus(limits.timeout());
        try (var out = Files.newOutputStream(file)) {
            copy(url, body, out, deadline);
        }
        return file;
    }

    private void copy(URI url, InputStream body, OutputStream out, Instant deadline) throws IOException {
        var chunk = new byte[CHUNK_BYTES];
        var total = 0L;
        for (var read = body.read(chunk); read >= 0; read = body.read(chunk)) {
            total += read;
            if (total > limits.maxSizeBytes()) {
                throw ProblemException.of(
                        ProblemType.TOO_LARGE, "%s is larger than %d bytes.".formatted(url, limits.maxSizeBytes()));
            }
            if (Instant.now().isAfter(deadline)) {
                throw unreachable(url, "it took longer than " + limits.timeout().toSeconds() + " s", null);
            }
            out.write(chunk, 0, read);
        }
    }

    private static ProblemException unreachable(URI url, String reason, @Nullable IOException cause) {
        var detail = "%s cannot be fetched: %s.".formatted(url, reason);
        return cause == null
                ? ProblemException.of(ProblemType.UPSTREAM_UNREACHABLE, detail)
                : ProblemException.of(ProblemType.UPSTREAM_UNREACHABLE, detail, cause);
    }
}
