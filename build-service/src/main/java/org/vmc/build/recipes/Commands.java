package org.vmc.build.recipes;

import java.util.List;
import java.util.Map;

/**
 * What is run for one build, nothing left to fill in.
 *
 * @param directory relative to the top of the source; empty for the top itself
 * @param configure argument lists run before the clock starts
 * @param build argument lists whose time counts
 * @param environment variables added for all of them
 */
public record Commands(
        String directory, List<List<String>> configure, List<List<String>> build, Map<String, String> environment) {}
