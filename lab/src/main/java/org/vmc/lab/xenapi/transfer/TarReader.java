package org.vmc.lab.xenapi.transfer;

import java.io.IOException;
import java.io.InputStream;
import java.util.Optional;

/** Reads the files of a tar archive one after the other, with nothing but the current one in memory. */
final class TarReader {

    private final InputStream in;
    private final byte[] header = new byte[TarEntry.RECORD_BYTES];

    TarReader(InputStream in) {
        this.in = in;
    }

    /** The next file, whose contents must be read next; empty at the end mark of the archive. */
    Optional<TarEntry> next() throws IOException {
        readFully(header, TarEntry.RECORD_BYTES);
        return isZero(header) ? Optional.empty() : Optional.of(TarEntry.read(header));
    }

    /** Reads the whole contents of a file. The caller has checked its size. */
    void contents(TarEntry entry, byte[] into) throws IOException {
        readFully(into, (int) entry.size());
        readFully(header, entry.padding());
    }

    private void readFully(byte[] into, int length) throws IOException {
        if (in.readNBytes(into, 0, length) < length) {
            throw ImportErrors.prematureEnd();
        }
    }

    private static boolean isZero(byte[] record) {
        for (byte one : record) {
            if (one != 0) {
                return false;
            }
        }
        return true;
    }
}
