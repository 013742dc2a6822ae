package org.vmc.launcher.keys;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.util.Arrays;
import java.util.Base64;

/**
 * An unencrypted Ed25519 key pair in the formats of OpenSSH, so that a machine without ssh-keygen can make one. The
 * private format is described in OpenSSH's PROTOCOL.key, the public one in RFC 8709.
 */
final class OpenSshKey {

    private static final String TYPE = "ssh-ed25519";
    private static final byte[] MAGIC = "openssh-key-v1\0".getBytes(StandardCharsets.US_ASCII);
    private static final int LENGTH = 32;
    private static final int BLOCK = 8;

    private final byte[] seed;
    private final byte[] point;
    private final String comment;

    private OpenSshKey(byte[] seed, byte[] point, String comment) {
        this.seed = seed;
        this.point = point;
        this.comment = comment;
    }

    static OpenSshKey of(KeyPair pair, String comment) {
        return new OpenSshKey(
                last(pair.getPrivate().getEncoded()), last(pair.getPublic().getEncoded()), comment);
    }

    String authorizedKeysLine() {
        return TYPE + " " + Base64.getEncoder().encodeToString(publicBlob()) + " " + comment + "\n";
    }

    String privateKeyFile() {
        byte[] none = "none".getBytes(StandardCharsets.US_ASCII);
        byte[] content = concat(
                MAGIC,
                string(none),
                string(none),
                string(new byte[0]),
                number(1),
                string(publicBlob()),
                string(privateSection()));
        String lines = Base64.getMimeEncoder(70, new byte[] {'\n'}).encodeToString(content);
        return "-----BEGIN OPENSSH PRIVATE KEY-----\n" + lines + "\n-----END OPENSSH PRIVATE KEY-----\n";
    }

    private byte[] publicBlob() {
        return concat(string(TYPE.getBytes(StandardCharsets.US_ASCII)), string(point));
    }

    private byte[] privateSection() {
        // Two equal numbers prove a right passphrase; without one any number will do.
        byte[] section = concat(
                number(Arrays.hashCode(point)),
                number(Arrays.hashCode(point)),
                publicBlob(),
                string(concat(seed, point)),
                string(comment.getBytes(StandardCharsets.UTF_8)));
        int padding = (BLOCK - section.length % BLOCK) % BLOCK;
        byte[] padded = Arrays.copyOf(section, section.length + padding);
        for (int index = 0; index < padding; index++) {
            padded[section.length + index] = (byte) (index + 1);
        }
        return padded;
    }

    /** PKCS #8 and SubjectPublicKeyInfo both end with the 32 bytes of an Ed25519 key (RFC 8410). */
    private static byte[] last(byte[] encoded) {
        return Arrays.copyOfRange(encoded, encoded.length - LENGTH, encoded.length);
    }

    private static byte[] string(byte[] bytes) {
        return concat(number(bytes.length), bytes);
    }

    private static byte[] number(int value) {
        return ByteBuffer.allocate(Integer.BYTES).putInt(value).array();
    }

    private static byte[] concat(byte[]... pieces) {
        ByteBuffer whole = ByteBuffer.allocate(
                Arrays.stream(pieces).mapToInt(piece -> piece.length).sum());
        for (byte[] piece : pieces) {
            whole.put(piece);
        }
        return whole.array();
    }
}
