package org.vmc.lab.xenapi;

import java.util.Map;
import org.vmc.lab.xenapi.seed.HostTraits;

/**
 * What the hosts are like, and where they answer.
 *
 * @param addresses where the hosts answer
 * @param standaloneHosts hosts {@code s1}, {@code s2}… beside the pool, each a pool of its own that may join another
 * @param traits what sets some hosts apart, by host name
 */
public record PoolLayout(Addresses addresses, int standaloneHosts, Map<String, HostTraits> traits) {

    private static final int MOST_STANDALONE_HOSTS = 30;
    private static final int FIRST_STANDALONE_OCTET = 70;

    /** Where hosts answer. */
    public enum Addresses {
        /** Host number N at 127.0.0.N, which is also its {@code address}: clients follow HOST_IS_SLAVE there. */
        LOOPBACK,
        /** Likewise, but {@code address} is that of the lab's host N, 10.77.0.10+N, where its other services answer. */
        LAB_NETWORK
    }

    public PoolLayout {
        traits = Map.copyOf(traits);
        if (standaloneHosts < 0 || standaloneHosts > MOST_STANDALONE_HOSTS) {
            throw new IllegalArgumentException("There are 0 to " + MOST_STANDALONE_HOSTS + " hosts beside the pool");
        }
    }

    /** Hosts that are all alike, on the loopback network, and none beside the pool. */
    public static PoolLayout plain() {
        return new PoolLayout(Addresses.LOOPBACK, 0, Map.of());
    }

    /** The same with hosts beside the pool. */
    public PoolLayout withStandaloneHosts(int count) {
        return new PoolLayout(addresses, count, traits);
    }

    /** The same at other addresses. */
    public PoolLayout at(Addresses others) {
        return new PoolLayout(others, standaloneHosts, traits);
    }

    /** The same with other traits. */
    public PoolLayout withTraits(Map<String, HostTraits> others) {
        return new PoolLayout(addresses, standaloneHosts, others);
    }

    HostTraits traitsOf(String host) {
        return traits.getOrDefault(host, HostTraits.USUAL);
    }

    /** Where a host of the pool answers. */
    static String answersAt(int number) {
        return "127.0.0." + number;
    }

    /** Where a host beside the pool answers. */
    static String standaloneAnswersAt(int number) {
        return answersAt(FIRST_STANDALONE_OCTET + number);
    }

    /** The {@code address} of a host of the pool. */
    String addressOf(int number) {
        return switch (addresses) {
            case LOOPBACK -> answersAt(number);
            case LAB_NETWORK -> "10.77.0." + (10 + number);
        };
    }
}
