package org.vmc.launcher.demo;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;

/** Tells the story as it goes, and keeps what the report at its end says. */
final class Narrator {

    private final PrintWriter out;
    private final List<String> report = new ArrayList<>();
    private int failures;

    Narrator(PrintWriter out) {
        this.out = out;
    }

    /** The chat command that does what follows. */
    void command(String line) {
        say("› " + line);
    }

    void progress(String line) {
        say("    " + line);
    }

    /** A finding; one that does not hold makes the whole story fail. */
    void finding(boolean holds, String what) {
        report.add((holds ? "  ok    " : "  FAIL  ") + what);
        failures += holds ? 0 : 1;
    }

    /** Something worth saying that decides nothing. */
    void note(String what) {
        report.add("        " + what);
    }

    /**
     * Prints the report.
     *
     * @return whether every finding held
     */
    boolean conclude() {
        say("");
        say("Report");
        report.forEach(this::say);
        say(failures == 0 ? "Everything worked." : failures + " of the above failed.");
        return failures == 0;
    }

    private void say(String line) {
        out.println(line);
        out.flush();
    }
}
