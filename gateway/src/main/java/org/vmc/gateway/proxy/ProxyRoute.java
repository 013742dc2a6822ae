package org.vmc.gateway.proxy;

import java.util.List;
import org.vmc.gateway.upstream.Service;

/**
 * A path, with everything below it, and the service that owns it. The table is the whole of what the gateway hands on:
 * a path that is in no row does not reach a service.
 */
record ProxyRoute(String path, Service service) {
    static final List<ProxyRoute> TABLE = List.of(
            new ProxyRoute("/api/v1/vms", Service.VM),
            new ProxyRoute("/api/v1/hosts", Service.VM),
            new ProxyRoute("/api/v1/pools", Service.VM),
            new ProxyRoute("/api/v1/templates", Service.VM),
            new ProxyRoute("/api/v1/types", Service.VM),
            new ProxyRoute("/api/v1/quotas", Service.VM),
            new ProxyRoute("/api/v1/roles", Service.VM),
            new ProxyRoute("/api/v1/approvals", Service.VM),
            new ProxyRoute("/api/v1/autostart", Service.VM),
            new ProxyRoute("/api/v1/schedules", Service.VM),
            new ProxyRoute("/api/v1/inventory", Service.VM),
            new ProxyRoute("/api/v1/reports", Service.VM),
            new ProxyRoute("/api/v1/warm-pool", Service.VM),
            new ProxyRoute("/api/v1/storage-repositories", Service.VM),
            new ProxyRoute("/api/v1/disks", Service.VM),
            new ProxyRoute("/api/v1/isos", Service.VM),
            new ProxyRoute("/api/v1/storage", Service.STORAGE),
            new ProxyRoute("/api/v1/builds", Service.BUILD),
            new ProxyRoute("/api/v1/build-recipes", Service.BUILD),
            new ProxyRoute("/api/v1/build-campaigns", Service.BUILD),
            new ProxyRoute("/api/v1/build-tunings", Service.BUILD),
            new ProxyRoute("/api/v1/sources", Service.BUILD));
}
