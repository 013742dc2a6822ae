package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;
import org.vmc.vm.catalogue.Isos;
import org.vmc.vm.catalogue.Templates;
import org.vmc.vm.inventory.ObservedIso;

/** Decides what a guest is installed from and onto, or refuses naming every wrong field. */
@ApplicationScoped
class Installs {

    /** As much as a kernel of 2012 reads of its command line. */
    private static final Pattern KERNEL_PARAMETERS = Pattern.compile("[\\x20-\\x7e]{1,1023}");

    private final Isos isos;
    private final Templates templates;
    private final VmDisks disks;
    private final CreationConfig config;

    /** A broken default stops the service, not a request. */
    Installs(Isos isos, Templates templates, VmDisks disks, CreationConfig config) {
        this.isos = isos;
        this.templates = templates;
        this.disks = disks;
        this.config = config;
        if (DiskSize.parse(config.installDisk()).isEmpty()) {
            throw new IllegalArgumentException("vmc.creation.install-disk " + DiskSize.EXPECTED);
        }
    }

    static boolean isWanted(NewVm wanted) {
        return said(wanted.iso());
    }

    /** Names what is said about an installation although none is asked for. */
    static void refuseWithoutIso(NewVm wanted, List<FieldError> errors) {
        String why = "is for an installation only: say iso too";
        if (said(wanted.diskSize())) {
            errors.add(new FieldError("diskSize", why));
        }
        if (said(wanted.bootParameters())) {
            errors.add(new FieldError("bootParameters", why));
        }
    }

    /** The medium that is meant, if the pool has it. */
    Optional<ObservedIso> iso(String pool, NewVm wanted) {
        return Optional.ofNullable(wanted.iso()).flatMap(iso -> isos.named(pool, iso.strip()));
    }

    /**
     * Null when a field is wrong, with the error among the others.
     *
     * @throws ProblemException 422 for an SR the pool does not have, 503, 507 when there is no room
     */
    @Nullable
    Install check(NewVm wanted, boolean several, @Nullable String pool, List<FieldError> errors) {
        refuseWhatTheInstallerAsks(wanted, several, errors);
        String size = said(wanted.diskSize()) ? String.valueOf(wanted.diskSize()) : config.installDisk();
        Optional<Long> bytes = DiskSize.parse(size);
        if (bytes.isEmpty()) {
            errors.add(new FieldError("diskSize", DiskSize.EXPECTED));
        }
        if (pool == null) {
            return null;
        }
        String parameters = bootParameters(wanted, pool, errors);
        Optional<ObservedIso> iso = iso(pool, wanted);
        if (iso.isEmpty()) {
            errors.add(new FieldError("iso", isos.expected(pool)));
        } else if (iso.get().tools()) {
            errors.add(new FieldError("iso", "holds the tools for guests, and nothing to install one from"));
        }
        if (!errors.isEmpty()) {
            return null;
        }
        ObservedIso medium = iso.orElseThrow();
        String storage = disks.storage("storage", pool, wanted.storage()).uuid();
        return new Install(medium.uuid(), medium.name(), bytes.orElseThrow(), storage, parameters);
    }

    private static void refuseWhatTheInstallerAsks(NewVm wanted, boolean several, List<FieldError> errors) {
        if (several) {
            errors.add(new FieldError("count", "must be 1 for an installation: each is done at a console"));
        }
        Map<String, Boolean> asked = new LinkedHashMap<>();
        asked.put("fullCopy", Boolean.TRUE.equals(wanted.fullCopy()));
        asked.put("hostname", said(wanted.hostname()));
        asked.put("user", said(wanted.user()));
        asked.put("sshKeys", wanted.sshKeys() != null && !wanted.sshKeys().isEmpty());
        asked.put("fsck", said(wanted.fsck()));
        asked.put("probe", said(wanted.probe()));
        asked.forEach((field, isSaid) -> {
            if (isSaid) {
                errors.add(new FieldError(field, "is not for an installation: its installer decides that"));
            }
        });
    }

    private @Nullable String bootParameters(NewVm wanted, String pool, List<FieldError> errors) {
        String text = wanted.bootParameters();
        if (text == null || text.isBlank()) {
            return null;
        }
        String template = wanted.template() == null ? "" : wanted.template().strip();
        boolean hvm = templates
                .shipped(pool, template)
                .filter(one -> one.boot().hvm())
                .isPresent();
        if (hvm) {
            errors.add(new FieldError(
                    "bootParameters",
                    "are for a paravirtual template: %s boots as a PC does, and its installer takes them at its console"
                            .formatted(template)));
        } else if (!KERNEL_PARAMETERS.matcher(text).matches()) {
            errors.add(new FieldError("bootParameters", "must be at most 1023 printable ASCII characters"));
        }
        return text.strip();
    }

    private static boolean said(@Nullable String text) {
        return text != null && !text.isBlank();
    }
}
