package org.vmc.build.sources;

import java.net.InetAddress;
import java.net.URI;
import java.util.List;

/** Which addresses the service's machine calls on behalf of users. */
interface AddressPolicy {
    /** All of them. */
    AddressPolicy ANYWHERE = url -> List.of();

    /**
     * Checks an address.
     *
     * @return the addresses of the URL's host that were checked and may be called, and no others; empty when any may be
     * @throws org.vmc.http.problem.ProblemException 403 when the URL leads to where it must not, 503 when its host has
     *     no address
     */
    List<InetAddress> require(URI url);
}
