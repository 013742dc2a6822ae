package org.vmc.vm.catalogue;

import io.smallrye.config.ConfigMapping;
import java.nio.file.Path;
import java.util.Optional;

/** Where the flavours and roles come from. */
@ConfigMapping(prefix = "vmc.catalogue")
public interface CatalogueConfig {

    /** File in the format of {@code flavours.json}; the built-in thirteen when not set. */
    Optional<Path> flavoursFile();

    /** File in the format of {@code roles.json}; the built-in five when not set. */
    Optional<Path> rolesFile();
}
