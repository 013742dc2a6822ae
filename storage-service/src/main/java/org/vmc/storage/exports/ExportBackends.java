package org.vmc.storage.exports;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.HashMap;
import java.util.Map;
import org.vmc.contracts.storage.RepositoryKind;
import org.vmc.http.problem.ProblemException;
import org.vmc.http.problem.ProblemType;
import org.vmc.storage.nfs.ExportLook;
import org.vmc.storage.nfs.NfsServers;
import org.vmc.storage.repositories.Backend;
import org.vmc.storage.repositories.BackendPort;

/** Exports as what SRs lie on. */
@ApplicationScoped
class ExportBackends implements BackendPort {

    static final String SORT = "export";

    private final NfsExports exports;
    private final NfsServers servers;

    ExportBackends(NfsExports exports, NfsServers servers) {
        this.exports = exports;
        this.servers = servers;
    }

    @Override
    public String sort() {
        return SORT;
    }

    @Override
    public void requireReachable(Backend backend) {
        var export = exports.read(backend.id()).orElseThrow(() -> ProblemException.notFound(SORT, backend.name()));
        requireThere(export.server, export.port, export.path);
    }

    /**
     * Asks the server.
     *
     * @return whether the directory was seen; false when the server answers and does not show it to us
     * @throws ProblemException 409 when it has no such directory, 503 when it does not answer
     */
    boolean requireThere(String server, int port, String path) {
        return switch (servers.look(server, port, path)) {
            case ExportLook.There there -> true;
            case ExportLook.Unseen unseen -> false;
            case ExportLook.Missing missing ->
                throw ProblemException.conflict(
                        "%s:%s cannot be used: %s. Export it there first (exportfs -v shows what is)."
                                .formatted(server, path, missing.reason()));
            case ExportLook.Silent silent ->
                throw ProblemException.of(
                        ProblemType.UPSTREAM_UNREACHABLE,
                        "%s. Start the NFS server there, or open its port.".formatted(silent.reason()));
        };
    }

    /** In the words of XAPI's drivers. One that was seen was seen by NFSv4; else the driver's usual version tries. */
    static Backend backend(NfsExport export, RepositoryKind kind) {
        var config = new HashMap<String, String>();
        if (Boolean.TRUE.equals(export.seen)) {
            config.put("nfsversion", "4");
        }
        if (export.port != NewExport.USUAL_PORT) {
            config.put("options", "port=" + export.port);
        }
        var type =
                switch (kind) {
                    case VDI -> {
                        config.putAll(Map.of("server", export.server, "serverpath", export.path));
                        yield "nfs";
                    }
                    case ISO -> {
                        config.putAll(Map.of("location", export.server + ":" + export.path, "type", "nfs_iso"));
                        yield "iso";
                    }
                };
        return new Backend(SORT, export.id, export.name, type, config);
    }
}
