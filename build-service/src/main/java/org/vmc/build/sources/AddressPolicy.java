package org.vmc.build.sources;

import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** Which addresses the service's machine calls on behalf of users. */
final class AddressPolicy {
    private final boolean privateAllowed;

    AddressPolicy(boolean privateAllowed) {
        this.privateAllowed = privateAllowed;
    }

    /**
     * @throws ProblemException 403 when the URL leads to this machine or a private network, 503 when its host has no
     *     address
     */
    void require(URI url) {
        if (privateAllowed) {
            return;
        }
        try {
            for (var address : InetAddress.getAllByName(url.getHost())) {
                if (isPrivate(address)) {
                    throw ProblemException.forbidden(
                            "Sources may not be fetched from private addresses, and %s is one. An administrator can allow it by vmc.build.sources.allow-private-addresses."
                                    .formatted(url.getHost()));
                }
            }
        } catch (UnknownHostException e) {
            throw ProblemException.of(
                    ProblemType.UPSTREAM_UNREACHABLE, "The host %s has no address.".formatted(url.getHost()), e);
        }
    }

    private static boolean isPrivate(InetAddress address) {
        var uniqueLocal = address instanceof Inet6Address && (address.getAddress()[0] & 0xfe) == 0xfc;
        return uniqueLocal
                || address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress();
    }
}
