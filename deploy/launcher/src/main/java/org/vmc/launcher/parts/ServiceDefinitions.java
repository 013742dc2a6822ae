package org.vmc.launcher.parts;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The five services, and the environment each is given. Names follow MicroProfile Config's mapping of properties. */
final class ServiceDefinitions {

    static final List<ServiceDefinition> ALL = List.of(
            new ServiceDefinition("gateway", 8080, "vmc_gateway", ServiceDefinitions::gateway),
            new ServiceDefinition("vm-service", 8081, "vmc_vm", ServiceDefinitions::vmService),
            new ServiceDefinition("storage-service", 8082, "vmc_storage", ServiceDefinitions::storageService),
            new ServiceDefinition("build-service", 8083, "vmc_build", ServiceDefinitions::buildService),
            new ServiceDefinition("bot", 8084, "vmc_bot", ServiceDefinitions::bot));

    private ServiceDefinitions() {}

    /** What every service gets. */
    static Map<String, String> common(ServiceDefinition service, Wiring wiring) {
        Map<String, String> environment = new HashMap<>();
        environment.put("QUARKUS_HTTP_HOST", "127.0.0.1");
        environment.put("QUARKUS_HTTP_PORT", Integer.toString(wiring.port(service.name())));
        environment.put("KAFKA_BOOTSTRAP_SERVERS", "127.0.0.1:" + wiring.port(BrokerPart.NAME));
        environment.put(
                "MP_JWT_VERIFY_PUBLICKEY_LOCATION",
                wiring.signingKeys().publicKey().toUri().toString());
        if (!service.database().isEmpty()) {
            environment.put(
                    "QUARKUS_DATASOURCE_JDBC_URL",
                    "jdbc:postgresql://127.0.0.1:" + wiring.port(PostgresPart.NAME) + "/" + service.database());
            environment.put("QUARKUS_DATASOURCE_USERNAME", "vmc");
            environment.put("QUARKUS_DATASOURCE_PASSWORD", wiring.secrets().postgresPassword());
        }
        return environment;
    }

    private static Map<String, String> gateway(Wiring wiring) {
        return Map.of(
                "VMC_GATEWAY_TOKENS_FILE", wiring.secrets().tokensFile().toString(),
                "VMC_GATEWAY_SESSIONS_FILE",
                        wiring.secrets().tokensFile().resolveSibling("sessions").toString(),
                "VMC_GATEWAY_JWT_PRIVATE_KEY_FILE",
                        wiring.signingKeys().privateKey().toString(),
                "VMC_GATEWAY_SERVICES_VM_SERVICE", wiring.url("vm-service"),
                "VMC_GATEWAY_SERVICES_STORAGE_SERVICE", wiring.url("storage-service"),
                "VMC_GATEWAY_SERVICES_BUILD_SERVICE", wiring.url("build-service"),
                "VMC_GATEWAY_WEB_CHAT_BOT", wiring.url("bot"));
    }

    private static Map<String, String> vmService(Wiring wiring) {
        return Map.of(
                "VMC_XEN_POOLS_0__NAME",
                "lab",
                "VMC_XEN_POOLS_0__URL",
                wiring.url(LabPart.NAME),
                "VMC_XEN_POOLS_0__USER",
                "root",
                "VMC_XEN_POOLS_0__PASSWORD",
                wiring.secrets().xenApiPassword(),
                "VMC_VMS_AUTHORIZED_KEYS_FILE",
                wiring.clusterKey().publicKey().toString());
    }

    private static Map<String, String> storageService(Wiring wiring) {
        Map<String, String> environment = new HashMap<>();
        for (LabHost host : LabHost.first(wiring.options().hosts())) {
            String key = "VMC_GLUSTER_HOSTS_" + (host.number() - 1) + "__";
            environment.put(key + "NAME", host.name());
            environment.put(key + "ADDRESS", host.address());
        }
        environment.put("VMC_GLUSTER_KEY_FILE", wiring.clusterKey().privateKey().toString());
        environment.put(
                "VMC_GLUSTER_KNOWN_HOSTS_FILE",
                LabPart.knownHosts(wiring.home()).toString());
        environment.put("VMC_GLUSTER_PIN_NEW_HOSTS", "false");
        return environment;
    }

    private static Map<String, String> buildService(Wiring wiring) {
        LabHost builder = LabHost.first(1).getFirst();
        return Map.of(
                "VMC_BUILD_BUILDERS_0__NAME", builder.name(),
                "VMC_BUILD_BUILDERS_0__ADDRESS", builder.address(),
                "VMC_BUILD_BUILDERS_0__USER", "vmc-build",
                "VMC_BUILD_SSH_KEY_FILE", wiring.clusterKey().privateKey().toString(),
                "VMC_BUILD_SSH_KNOWN_HOSTS", LabPart.knownHosts(wiring.home()).toString(),
                "VMC_BUILD_DATA_DIR", wiring.home().data("build").toString(),
                // Hosts and guests of the lab share this machine's kernel.
                "VMC_BUILD_LOAD_GROUPS", "/run/lab/metrics",
                "VMC_BUILD_SOURCES_LOCAL_ROOTS",
                        wiring.home().directory().resolve("sources").toString());
    }

    private static Map<String, String> bot(Wiring wiring) {
        return Map.of(
                "VMC_BOT_GATEWAY_URL",
                wiring.url("gateway"),
                "VMC_BOT_GATEWAY_TOKEN_FILE",
                wiring.secrets().botTokenFile().toString());
    }
}
