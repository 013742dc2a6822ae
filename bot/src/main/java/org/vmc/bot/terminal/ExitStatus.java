package org.vmc.bot.terminal;

/** What the program's exit status says to scripts. */
enum ExitStatus {
    OK(0),
    FAILED(1),
    USAGE(2),
    NOT_REACHABLE(3);

    private final int code;

    ExitStatus(int code) {
        this.code = code;
    }

    int code() {
        return code;
    }

    /** Status of a line by the outcome the bot names. */
    static ExitStatus of(String outcome) {
        return switch (outcome) {
            case "ok" -> OK;
            case "usage" -> USAGE;
            default -> FAILED;
        };
    }
}
