package org.vmc.build.sources;

import java.nio.file.Path;

/**
 * A source in the cache of the service's machine.
 *
 * @param archive tar file, compressed or not
 * @param archiveSha256 SHA-256 of that file
 * @param identity what makes it the same source as another: {@code commit:…} or {@code sha256:…}
 */
public record FetchedSource(Path archive, String archiveSha256, String identity) {}
