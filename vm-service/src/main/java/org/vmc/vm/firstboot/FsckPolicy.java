package org.vmc.vm.firstboot;

import java.util.OptionalInt;

/**
 * How users say how often a guest checks its root file system: {@code never}, {@code every-boot} or a number of boots.
 */
public final class FsckPolicy {

    /** What is allowed, to follow the name of the field. */
    public static final String EXPECTED = "must be never, every-boot or a number of boots from 1 to 1000";

    private static final int MOST = 1000;

    private FsckPolicy() {}

    /** The number of boots, 0 for never; empty when it is neither. */
    public static OptionalInt parse(String text) {
        return switch (text) {
            case "never" -> OptionalInt.of(0);
            case "every-boot" -> OptionalInt.of(1);
            default -> number(text);
        };
    }

    private static OptionalInt number(String text) {
        if (!text.matches("[0-9]{1,4}")) {
            return OptionalInt.empty();
        }
        int boots = Integer.parseInt(text);
        return boots < 1 || boots > MOST ? OptionalInt.empty() : OptionalInt.of(boots);
    }
}
