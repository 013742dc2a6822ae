package org.vmc.vm.xen;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.HexFormat;
import java.util.Locale;

/**
 * SHA-256 of a certificate.
 *
 * @param text pairs of hexadecimal digits, upper case, with colons between them, as {@code openssl x509 -fingerprint
 *     -sha256} prints it
 */
public record Fingerprint(String text) {

    private static final HexFormat PAIRS = HexFormat.ofDelimiter(":").withUpperCase();

    /**
     * Reads one in either case, with or without colons.
     *
     * @throws IllegalArgumentException when it is none
     */
    public static Fingerprint parse(String written) {
        String digits = written.strip().replace(":", "").toUpperCase(Locale.ROOT);
        if (!digits.matches("[0-9A-F]{64}")) {
            throw new IllegalArgumentException(
                    "%s is no SHA-256 fingerprint of a certificate: that has 64 hexadecimal digits".formatted(written));
        }
        return new Fingerprint(PAIRS.formatHex(HexFormat.of().parseHex(digits)));
    }

    static Fingerprint of(X509Certificate certificate) throws CertificateEncodingException {
        try {
            byte[] digest = MessageDigest.getInstance("SHA-256").digest(certificate.getEncoded());
            return new Fingerprint(PAIRS.formatHex(digest));
        } catch (NoSuchAlgorithmException cause) {
            throw new IllegalStateException(cause);
        }
    }

    @Override
    public String toString() {
        return text;
    }
}
