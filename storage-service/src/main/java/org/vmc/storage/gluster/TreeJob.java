package org.vmc.storage.gluster;

import java.util.Locale;

/**
 * One piece of work on a tree.
 *
 * @param round tells the same work of another round apart; 0 for the work of clearing up
 */
public record TreeJob(int round, TreePlace place, Action action) {

    /** What is done. Times leave out mounting, making an image, and what is checked afterwards. */
    public enum Action {
        /** Make all files, and wait until they are on the disks. */
        GENERATE,
        /** Find one file by its name, from the top. */
        FIND,
        /** Read all files. */
        READ,
        REMOVE;

        public String wireName() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Unique within the tree; letters, digits and dashes. */
    String id() {
        return "%d-%s-%s%s"
                .formatted(
                        round,
                        action.wireName(),
                        place.kind().wireName(),
                        place.volume().isEmpty() ? "" : "-" + place.volume());
    }

    /** How it is. */
    public sealed interface State {

        /** @param directories made so far */
        record Running(int directories) implements State {}

        record Done(long micros) implements State {}

        record Failed(String reason) implements State {}
    }
}
