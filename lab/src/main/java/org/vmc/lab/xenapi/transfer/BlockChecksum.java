package org.vmc.lab.xenapi.transfer;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.stream.Stream;

/** The checksum of a block, in a file beside it. Archives are written with the newer one and read with both. */
enum BlockChecksum {
    XXHASH(".xxhash") {
        @Override
        String of(byte[] block, int length) {
            return "%016X".formatted(XxHash64.of(block, length));
        }
    },
    SHA1(".checksum") {
        @Override
        String of(byte[] block, int length) {
            try {
                var digest = MessageDigest.getInstance("SHA-1");
                digest.update(block, 0, length);
                return HexFormat.of().formatHex(digest.digest());
            } catch (NoSuchAlgorithmException impossible) {
                throw new IllegalStateException(impossible);
            }
        }
    };

    private final String extension;

    BlockChecksum(String extension) {
        this.extension = extension;
    }

    abstract String of(byte[] block, int length);

    /** Name of the file that holds the checksum of a block. */
    String fileOf(String blockName) {
        return blockName + extension;
    }

    /** The kind of a checksum file of a block; empty when it is none. */
    static Optional<BlockChecksum> ofFile(String fileName, String blockName) {
        return Stream.of(values())
                .filter(kind -> kind.fileOf(blockName).equals(fileName))
                .findFirst();
    }
}
