package org.vmc.lab.xenapi.transfer;

import java.util.List;
import org.vmc.lab.xenapi.model.XapiError;

/** How an archive is refused. */
final class ImportErrors {

    private ImportErrors() {}

    /** The archive is not one, or says what cannot be. */
    static XapiError broken(String what) {
        return new XapiError("IMPORT_ERROR", what);
    }

    static XapiError unexpectedFile(String expected, String found) {
        return new XapiError("IMPORT_ERROR_UNEXPECTED_FILE", expected, found);
    }

    /** As a real host, which takes no transfer encoding. */
    static XapiError chunked() {
        return new XapiError("IMPORT_ERROR_CANNOT_HANDLE_CHUNKED", List.of());
    }

    static XapiError noObject(String id) {
        return new XapiError("IMPORT_ERROR_FAILED_TO_FIND_OBJECT", id);
    }

    static XapiError prematureEnd() {
        return new XapiError("IMPORT_ERROR_PREMATURE_EOF", List.of());
    }

    static XapiError wrongChecksum() {
        return new XapiError("IMPORT_ERROR_SOME_CHECKSUMS_FAILED", List.of());
    }
}
