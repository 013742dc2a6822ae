package org.vmc.storage.gluster;

import javax.xml.stream.XMLStreamException;

/** What one run of the command line said, whatever way it chose to say it. */
sealed interface GlusterReply {

    /** It did what was asked; {@code output} is the whole {@code cliOutput}. */
    record Done(XmlElement output) implements GlusterReply {}

    /** It did what was asked and printed text; some commands ignore {@code --xml}. */
    record DonePlain(String text) implements GlusterReply {}

    /** It refused. */
    record Refused(String reason) implements GlusterReply {}

    /**
     * Reads a finished run. The exit status counts only where there is no XML: with XML a failure mostly exits with 0.
     */
    static GlusterReply read(int exitStatus, String stdout, String stderr) {
        if (!stdout.stripLeading().startsWith("<")) {
            return plain(exitStatus, stdout, stderr);
        }
        XmlElement output;
        try {
            output = XmlElement.parse(stdout.stripLeading());
        } catch (XMLStreamException e) {
            return new Refused("an answer that is not XML: " + firstLine(String.valueOf(e.getMessage())));
        }
        if (!output.name().equals("cliOutput")) {
            return new Refused("an answer of another kind: <" + output.name() + ">");
        }
        if (output.text("opRet").equals("0")) {
            return new Done(output);
        }
        var reason = output.text("opErrstr");
        return new Refused(reason.isEmpty() ? "refused with error " + output.text("opErrno") : reason);
    }

    private static GlusterReply plain(int exitStatus, String stdout, String stderr) {
        if (exitStatus == 0 && !stdout.isBlank()) {
            return new DonePlain(stdout.strip());
        }
        var reason = firstLine(stderr).isEmpty() ? firstLine(stdout) : firstLine(stderr);
        return new Refused(reason.isEmpty() ? "no answer, exit status " + exitStatus : reason);
    }

    private static String firstLine(String text) {
        return text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .findFirst()
                .orElse("");
    }
}
