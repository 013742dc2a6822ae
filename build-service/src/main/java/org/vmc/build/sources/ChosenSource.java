package org.vmc.build.sources;

import org.vmc.build.recipes.Recipe;

/**
 * A source that exists and may be built.
 *
 * @param recipe its own, or plain make
 */
public record ChosenSource(SourceSpec spec, Recipe recipe) {}
