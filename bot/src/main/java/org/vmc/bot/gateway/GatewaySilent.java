package org.vmc.bot.gateway;

/** The gateway could not be reached or did not answer in time. */
public final class GatewaySilent extends GatewayException {
    GatewaySilent(String address, Throwable cause) {
        super(
                "The gateway at " + address + " does not answer.",
                "Start the cluster with ./vmc up, or try again in a moment if it is restarting.",
                cause);
    }
}
