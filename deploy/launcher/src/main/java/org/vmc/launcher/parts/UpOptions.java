package org.vmc.launcher.parts;

/**
 * What a user can choose when everything is started.
 *
 * @param hosts number of hosts in the lab, 1..16
 * @param cpu share of one CPU each lab host may use, for example 0.3
 */
public record UpOptions(int hosts, double cpu) {

    public static final UpOptions USUAL = new UpOptions(4, 0.3);
}
