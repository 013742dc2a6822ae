package org.vmc.build.sources;

import java.net.Inet4Address;
import java.net.Inet6Address;
import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.List;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;

/** Neither this machine nor a private network; what IANA's registries of special-purpose addresses call global. */
final class PublicAddresses implements AddressPolicy {

    @Override
    public List<InetAddress> require(URI url) {
        try {
            var addresses = List.of(InetAddress.getAllByName(url.getHost()));
            if (addresses.stream().anyMatch(PublicAddresses::isPrivate)) {
                throw ProblemException.forbidden(
                        "Sources may not be fetched from private addresses, and %s is one. An administrator can allow it by vmc.build.sources.allow-private-addresses."
                                .formatted(url.getHost()));
            }
            return addresses;
        } catch (UnknownHostException e) {
            throw ProblemException.of(
                    ProblemType.UPSTREAM_UNREACHABLE, "The host %s has no address.".formatted(url.getHost()), e);
        }
    }

    static boolean isPrivate(InetAddress address) {
        if (address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || address.isLinkLocalAddress()
                || address.isSiteLocalAddress()
                || address.isMulticastAddress()) {
            return true;
        }
        return switch (address) {
            case Inet4Address four -> isPrivate(four.getAddress());
            case Inet6Address six -> isPrivate(six);
            default -> true;
        };
    }

    /** IPv4 ranges that Java does not know. */
    private static boolean isPrivate(byte[] four) {
        var first = four[0] & 0xff;
        var second = four[1] & 0xff;
        return switch (first) {
            case 0 -> true;
            // Between a carrier's customers; some clouds have services there.
            case 100 -> second >= 64 && second < 128;
            case 192 -> second == 0 && four[2] == 0;
            case 198 -> second == 18 || second == 19;
            default -> first >= 240;
        };
    }

    private static boolean isPrivate(Inet6Address six) {
        var bytes = six.getAddress();
        if ((bytes[0] & 0xfe) == 0xfc) {
            return true;
        }
        // Addresses that stand for an IPv4 address: NAT64 64:ff9b::/96, 6to4 2002::/16, and "compatible" ::/96.
        if (startsWith(bytes, 0x00, 0x64, 0xff, 0x9b, 0, 0, 0, 0, 0, 0, 0, 0) || six.isIPv4CompatibleAddress()) {
            return standsForPrivate(bytes, 12);
        }
        if (startsWith(bytes, 0x20, 0x02)) {
            return standsForPrivate(bytes, 2);
        }
        // A NAT64 of one's own, and Teredo.
        return startsWith(bytes, 0x00, 0x64, 0xff, 0x9b, 0x00, 0x01) || startsWith(bytes, 0x20, 0x01, 0, 0);
    }

    private static boolean standsForPrivate(byte[] six, int offset) {
        try {
            return isPrivate(InetAddress.getByAddress(Arrays.copyOfRange(six, offset, offset + 4)));
        } catch (UnknownHostException e) {
            throw new IllegalStateException("Four bytes are an address", e);
        }
    }

    private static boolean startsWith(byte[] address, int... prefix) {
        for (var i = 0; i < prefix.length; i++) {
            if ((address[i] & 0xff) != prefix[i]) {
                return false;
            }
        }
        return true;
    }
}
