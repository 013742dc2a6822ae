package org.vmc.build.load;

import java.util.Optional;

/**
 * What a host has done so far, as it says itself. {@link #UNKNOWN} stands for what it cannot know.
 *
 * @param atMillis by the host's clock
 * @param userMicros CPU time of programs; those that are nice included where {@code niceMicros} is unknown
 * @param systemMicros CPU time of the kernel, interrupts included
 * @param stealMicros CPU time that its hypervisor gave to others
 * @param transfers of all disks
 * @param memoryBytes in use at this moment
 */
record Counters(
        long atMillis,
        long userMicros,
        long niceMicros,
        long systemMicros,
        long iowaitMicros,
        long stealMicros,
        long idleMicros,
        long transfers,
        long readBytes,
        long writtenBytes,
        long receivedBytes,
        long sentBytes,
        long memoryBytes) {
    static final long UNKNOWN = -1;

    private static final int FIELDS = 13;

    /** Reads a line of the script {@code load}; empty for one that was cut off. */
    static Optional<Counters> parse(String line) {
        var words = line.split(" ");
        if (words.length != FIELDS) {
            return Optional.empty();
        }
        var numbers = new long[FIELDS];
        for (var i = 0; i < FIELDS; i++) {
            if (!words[i].matches("-|\\d{1,18}")) {
                return Optional.empty();
            }
            numbers[i] = words[i].equals("-") ? UNKNOWN : Long.parseLong(words[i]);
        }
        return Optional.of(new Counters(
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                numbers[6],
                numbers[7],
                numbers[8],
                numbers[9],
                numbers[10],
                numbers[11],
                numbers[12]));
    }
}
