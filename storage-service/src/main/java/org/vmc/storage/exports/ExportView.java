package org.vmc.storage.exports;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.time.Instant;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/**
 * An export as shown to users.
 *
 * @param seen whether the directory was seen by NFSv4; false when the server answers and does not show it to this
 *     service; absent until it was asked
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
record ExportView(
        UUID id,
        String name,
        String server,
        int port,
        String path,
        @Nullable Boolean seen,
        String owner,
        String team,
        Instant createdAt) {

    static ExportView of(NfsExport export) {
        return new ExportView(
                export.id,
                export.name,
                export.server,
                export.port,
                export.path,
                export.seen,
                export.owner,
                export.team,
                export.createdAt);
    }
}
