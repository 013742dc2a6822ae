package org.vmc.build.sources;

import org.vmc.build.recipes.Recipe;

/**
 * A source that VMC knows by name, with the recipe that builds it.
 *
 * @param name as in requests
 * @param description one line for people
 * @param version upstream version
 * @param debianPackage Debian source package whose original tarball this is
 * @param archive name of that tarball
 * @param sha256 of that tarball
 * @param recipe how it is built
 */
public record NamedSource(
        String name,
        String description,
        String version,
        String debianPackage,
        String archive,
        String sha256,
        Recipe recipe) {}
