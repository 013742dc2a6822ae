package org.vmc.storage.exports;

import java.util.UUID;

/** Input of the operations on an export. */
record ExportChange(UUID exportId, String name, String server, int port, String path) {

    static ExportChange of(NfsExport export) {
        return new ExportChange(export.id, export.name, export.server, export.port, export.path);
    }
}
