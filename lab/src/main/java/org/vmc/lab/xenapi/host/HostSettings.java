package org.vmc.lab.xenapi.host;

import java.util.Map;
import java.util.regex.Pattern;
import org.vmc.lab.xenapi.model.Ref;
import org.vmc.lab.xenapi.model.XapiError;
import org.vmc.lab.xenapi.rpc.Handlers;
import org.vmc.lab.xenapi.rpc.Invocation;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.store.Store;
import org.vmc.lab.xenapi.wire.Value;

/** Messages of the class {@code host} that change a setting, which nothing in the lab acts upon. */
public final class HostSettings {

    private static final Pattern HOSTNAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9.-]{0,62})");

    /** Message to the field it sets, for those whose parameters are the host and the value of the field. */
    private static final Map<String, String> PLAIN = Map.of(
            "set_iscsi_iqn", "iscsi_iqn",
            "set_multipathing", "multipathing",
            "set_https_only", "https_only",
            "set_max_cstate", "max_cstate",
            "set_ssh_auto_mode", "ssh_auto_mode",
            "set_ssh_enabled_timeout", "ssh_enabled_timeout",
            "set_console_idle_timeout", "console_idle_timeout",
            "set_numa_affinity_policy", "numa_affinity_policy",
            "set_ssl_legacy", "ssl_legacy",
            "set_uefi_certificates", "uefi_certificates");

    private final Store store;

    public HostSettings(Store store) {
        this.store = store;
    }

    /** Registers the messages. */
    public void register(Handlers handlers) {
        PLAIN.forEach((message, field) -> handlers.onVoid("host." + message, in -> set(in, field)));
        handlers.onVoid("host.set_power_on_mode", this::setPowerOnMode)
                .onVoid("host.set_hostname_live", this::setHostname)
                .on("host.enable_display", in -> display(in.ref("host"), "enabled"))
                .on("host.disable_display", in -> display(in.ref("host"), "disabled"))
                .onVoid("host.enable_ssh", in -> store.set("host", in.ref("self"), "ssh_enabled", Value.of(true)))
                .onVoid("host.disable_ssh", in -> store.set("host", in.ref("self"), "ssh_enabled", Value.of(false)))
                .on("host.has_extension", in -> no(in.ref("host")))
                .on("host.get_management_interface", this::managementInterface);
    }

    private void set(Invocation in, String field) {
        var host = new Ref(((Value.Text) in.args().getFirst()).text());
        store.set("host", host, field, in.args().get(1));
    }

    private void setPowerOnMode(Invocation in) {
        store.set(
                "host",
                in.ref("self"),
                Map.of(
                        "power_on_mode",
                        Value.of(in.text("power_on_mode")),
                        "power_on_config",
                        new Value.Fields(in.fields("power_on_config"))));
    }

    private void setHostname(Invocation in) {
        var hostname = in.text("hostname");
        if (!HOSTNAME.matcher(hostname).matches()) {
            throw new XapiError("HOST_NAME_INVALID", "hostname is empty, too long or has characters of no host name");
        }
        store.set("host", in.ref("host"), "hostname", Value.of(hostname));
    }

    private Value display(Ref host, String state) {
        store.set("host", host, "display", Value.of(state));
        return Value.of(state);
    }

    private Value no(Ref host) {
        store.row("host", host);
        return Value.of(false);
    }

    private Value managementInterface(Invocation in) {
        var host = store.row("host", in.ref("host"));
        return host.refs("PIFs").stream()
                .map(pif -> store.row("PIF", pif))
                .filter(pif -> pif.flag("management"))
                .findFirst()
                .map(Row::ref)
                .orElseThrow(() -> new XapiError("HOST_HAS_NO_MANAGEMENT_IP"))
                .value();
    }
}
