package org.vmc.build.workers;

import jakarta.persistence.Column;
import jakarta.persistence.Entity;
import jakarta.persistence.EnumType;
import jakarta.persistence.Enumerated;
import jakarta.persistence.Id;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/** A VM that vm-service made, or failed to make, for a build. */
@Entity
public class Worker {
    @Id
    @Column(name = "vm_id")
    private UUID vmId;

    @Column(name = "build_id")
    private UUID buildId;

    @Column(name = "name")
    private String name;

    @Column(name = "host_name")
    private @Nullable String hostName;

    @Column(name = "address")
    private @Nullable String address;

    @Column(name = "vcpus")
    private int vcpus;

    @Column(name = "state")
    @Enumerated(EnumType.STRING)
    private WorkerState state;

    @Column(name = "reason")
    private @Nullable String reason;

    @Column(name = "compiled")
    private int compiled;

    @Column(name = "failed_attempts")
    private int failedAttempts;

    /** For Hibernate. */
    protected Worker() {}

    private Worker(UUID vmId, UUID buildId, String name, WorkerState state) {
        this.vmId = vmId;
        this.buildId = buildId;
        this.name = name;
        this.state = state;
    }

    static Worker ready(UUID vmId, UUID buildId, String name, String hostName, String address, int vcpus) {
        var worker = new Worker(vmId, buildId, name, WorkerState.READY);
        worker.hostName = hostName;
        worker.address = address;
        worker.vcpus = vcpus;
        return worker;
    }

    static Worker failed(UUID vmId, UUID buildId, String name, String reason) {
        var worker = new Worker(vmId, buildId, name, WorkerState.FAILED);
        worker.reason = reason;
        return worker;
    }

    void become(WorkerState next, @Nullable String why) {
        state = next;
        reason = why;
    }

    void worked(int filesCompiled, int attemptsFailed, @Nullable String lastFailure) {
        compiled = filesCompiled;
        failedAttempts = attemptsFailed;
        if (reason == null) {
            reason = lastFailure;
        }
    }

    public UUID vmId() {
        return vmId;
    }

    public UUID buildId() {
        return buildId;
    }

    public String name() {
        return name;
    }

    public Optional<String> hostName() {
        return Optional.ofNullable(hostName);
    }

    /** Its IP address; empty for one that could not be created. */
    public Optional<String> address() {
        return Optional.ofNullable(address);
    }

    public int vcpus() {
        return vcpus;
    }

    public WorkerState state() {
        return state;
    }

    /** Why it is in its state, or the last thing that went wrong with it. */
    public Optional<String> reason() {
        return Optional.ofNullable(reason);
    }

    /** Files that it compiled. */
    public int compiled() {
        return compiled;
    }

    /** Compilations that failed on it and were made elsewhere. */
    public int failedAttempts() {
        return failedAttempts;
    }
}
