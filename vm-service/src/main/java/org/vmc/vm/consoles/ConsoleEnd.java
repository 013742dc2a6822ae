package org.vmc.vm.consoles;

/** Why a console was closed, with the WebSocket close code its client gets. */
enum ConsoleEnd {
    LEFT(1000, "its user left"),
    ENDED(1000, "the console ended"),
    SERVICE_STOPS(1001, "vm-service stops; ask for another ticket"),
    LOST(1011, "the connection to the pool or to the client broke off"),
    NO_LONGER_ALLOWED(4403, "the VM is no longer its user's to change"),
    IDLE(4408, "nothing was typed for too long"),
    STOPPED(4409, "the VM no longer runs"),
    MOVED(4410, "the VM runs on another host now; ask for another ticket"),
    TIME_OVER(4411, "it was open for as long as a console may be");

    private final int code;
    private final String reason;

    ConsoleEnd(int code, String reason) {
        this.code = code;
        this.reason = reason;
    }

    int code() {
        return code;
    }

    String reason() {
        return reason;
    }
}
