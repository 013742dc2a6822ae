package org.vmc.gateway.upstream;

/** The services behind the gateway. */
public enum Service {
    VM("vm-service"),
    STORAGE("storage-service"),
    BUILD("build-service");

    private final String wireName;

    Service(String wireName) {
        this.wireName = wireName;
    }

    /** Name as clients read it in problems and in lists of what is missing. */
    public String wireName() {
        return wireName;
    }
}
