package org.vmc.storage.nfs;

/** What a look at an export has shown. */
public sealed interface ExportLook {

    /** The directory is there, by NFSv4. */
    record There() implements ExportLook {}

    /** The server answers and has no such directory. */
    record Missing(String reason) implements ExportLook {}

    /** The server answers and does not let us look; its clients may see more. */
    record Unseen(String reason) implements ExportLook {}

    /** Nothing that speaks NFS answers. */
    record Silent(String reason) implements ExportLook {}
}
