package org.vmc.vm.catalogue;

import java.nio.file.Path;
import java.util.Optional;

/** Configuration of a test. */
record CatalogueFiles(Optional<Path> flavoursFile, Optional<Path> rolesFile) implements CatalogueConfig {}
