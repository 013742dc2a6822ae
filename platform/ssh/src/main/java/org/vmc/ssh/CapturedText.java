package org.vmc.ssh;

/**
 * What a program wrote to one stream, as far as it was kept.
 *
 * @param text the first bytes up to the limit, read as UTF-8
 * @param totalBytes all that came, kept or not
 * @param truncated whether text is less than all
 */
public record CapturedText(String text, long totalBytes, boolean truncated) {

    static final CapturedText NOTHING = new CapturedText("", 0, false);

    /** The last line with something on it, or an empty string; where programs usually say why they failed. */
    public String lastLine() {
        return text.lines()
                .filter(line -> !line.isBlank())
                .reduce("", (earlier, later) -> later)
                .strip();
    }
}
