package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;

/** The public SSH keys that may log in to every VM of this service. */
@ApplicationScoped
class Keys {

    private final VmsConfig config;

    Keys(VmsConfig config) {
        this.config = config;
    }

    /** One a line, as the file has them; empty when none is configured. */
    Optional<String> text() {
        return config.authorizedKeysFile().map(file -> {
            try {
                return Files.readString(file);
            } catch (IOException cause) {
                throw new UncheckedIOException("Reading vmc.vms.authorized-keys-file " + file, cause);
            }
        });
    }

    List<String> ofService() {
        return text().stream()
                .flatMap(String::lines)
                .map(String::strip)
                .filter(line -> !line.isEmpty() && !line.startsWith("#"))
                .toList();
    }
}
