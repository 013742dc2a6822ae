package org.vmc.launcher.parts;

/**
 * What a user can choose when everything is started.
 *
 * @param hosts number of hosts in the lab, 1..16
 * @param cpu share of one CPU each lab host may use, for example 0.3
 * @param memoryGib memory each lab host says it has, in GiB
 */
public record UpOptions(int hosts, double cpu, int memoryGib) {

    public static final UpOptions USUAL = new UpOptions(4, 0.3, 8);
}
