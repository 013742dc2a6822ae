package org.vmc.build.recipes;

import java.util.List;
import java.util.Map;

/**
 * What is run for one build, nothing left to fill in.
 *
 * @param directory relative to the top of the source; empty for the top itself
 * @param configure argument lists run before the clock starts
 * @param build argument lists whose time counts
 * @param test argument lists run after the build, with a clock of their own
 * @param environment variables added for all of them
 */
public record Commands(
        String directory,
        List<List<String>> configure,
        List<List<String>> build,
        List<List<String>> test,
        Map<String, String> environment) {}
