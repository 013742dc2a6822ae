package org.vmc.launcher.parts;

import java.util.Map;
import java.util.function.Function;

/**
 * One of the five services.
 *
 * @param name also the module's directory
 * @param usualPort taken when it is free
 * @param database name of its database; empty when it has none
 * @param environment what it needs beside what every service gets
 */
record ServiceDefinition(
        String name, int usualPort, String database, Function<Wiring, Map<String, String>> environment) {}
