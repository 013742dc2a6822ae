package org.vmc.build.charts;

/** A chart before the first measurement. */
final class Nothing {
    private static final String SAID = "Nothing is measured yet.";

    private Nothing() {}

    static String on(Drawing drawing, int y) {
        drawing.say(SAID);
        drawing.text(20, y, "start", SAID);
        return drawing.svg();
    }
}
