package org.vmc.vm.xen;

import java.security.cert.CertificateException;
import org.jspecify.annotations.Nullable;

/** A host showed a certificate that is not trusted. The message says which, and what to do. */
final class UntrustedCertificate extends CertificateException {

    private static final long serialVersionUID = 1L;

    UntrustedCertificate(Fingerprint seen, String reason, @Nullable Throwable cause) {
        super(
                "its certificate is not trusted: %s. Its SHA-256 fingerprint is %s; configure it if that is right"
                        .formatted(reason, seen),
                cause);
    }
}
