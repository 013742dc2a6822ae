package org.vmc.bot.reports;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bot's view of the report on utilisation. */
record UtilisationView(
        @Nullable List<Pool> pools,
        @Nullable List<Share> owners,
        @Nullable List<Share> teams) {

    /** What one pool has, and what of it is promised. */
    record Pool(
            String name,
            int cpus,
            int vcpusRunning,
            int vcpus,
            long memoryMib,
            long memoryClaimedMib,
            long memoryHaltedMib,
            @Nullable List<Host> hosts,
            @Nullable List<Storage> storage) {

        List<Host> presentHosts() {
            return hosts == null ? List.of() : hosts;
        }

        List<Storage> presentStorage() {
            return storage == null ? List.of() : storage;
        }
    }

    /** What one host has, and what of it is promised. */
    record Host(String name, int cpus, int vcpusRunning, long memoryMib, long memoryClaimedMib) {}

    /** What one SR has, and what of it is used and promised. */
    record Storage(String name, long physicalBytes, long usedBytes, long promisedBytes) {}

    /** What one owner or team has. */
    record Share(String name, int running, int halted, int vcpus, long memoryMib) {}

    List<Pool> presentPools() {
        return pools == null ? List.of() : pools;
    }

    List<Share> presentOwners() {
        return owners == null ? List.of() : owners;
    }

    List<Share> presentTeams() {
        return teams == null ? List.of() : teams;
    }
}
