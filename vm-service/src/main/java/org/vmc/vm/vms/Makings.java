package org.vmc.vm.vms;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.vm.firstboot.FirstBoot;
import org.vmc.vm.firstboot.FsckPolicy;
import org.vmc.vm.firstboot.SshKeys;
import org.vmc.vm.inventory.Inventory;
import org.vmc.vm.ledger.Ledger;
import org.vmc.vm.xen.XenStorage;

/** Decides how VMs are made: what the order says, and the configuration of the template where it says nothing. */
@ApplicationScoped
public class Makings {

    private static final Pattern USER = Pattern.compile("[a-z_][a-z0-9_-]{0,31}");

    private final CreationConfig config;
    private final VmsConfig vms;
    private final Inventory inventory;
    private final Ledger ledger;
    private final Installs installs;

    /** A broken default stops the service, not a request. */
    Makings(CreationConfig config, VmsConfig vms, Inventory inventory, Ledger ledger, Installs installs) {
        this.config = config;
        this.vms = vms;
        this.inventory = inventory;
        this.ledger = ledger;
        this.installs = installs;
        config.templates().forEach((template, defaults) -> {
            defaults.fsck()
                    .filter(text -> FsckPolicy.parse(text).isEmpty())
                    .ifPresent(text -> broken(template, "fsck", FsckPolicy.EXPECTED));
            defaults.probe()
                    .filter(text -> Probe.parse(text).isEmpty())
                    .ifPresent(text -> broken(template, "probe", Probe.EXPECTED));
        });
    }

    /** For an order that says nothing about it. */
    public Making ofTemplate(String template) {
        Integer fsckEvery = fsckOf(template);
        FirstBoot firstBoot = fsckEvery == null ? null : new FirstBoot(null, null, List.of(), fsckEvery);
        return new Making(false, null, firstBoot, probeOf(template), null);
    }

    /** The order, with the template for installations if it says none. */
    NewVm withTemplate(NewVm wanted) {
        boolean unsaid = wanted.template() == null || wanted.template().isBlank();
        return unsaid && Installs.isWanted(wanted) ? wanted.withTemplate(config.installTemplate()) : wanted;
    }

    /** Whether the pool has the medium that an installation is to be done from. */
    boolean hasIso(String pool, NewVm wanted) {
        return installs.iso(pool, wanted).isPresent();
    }

    /** What the order says, with every wrong field named. */
    Making check(NewVm wanted, boolean several, @Nullable String pool, List<FieldError> errors) {
        if (Installs.isWanted(wanted)) {
            return new Making(false, null, null, null, installs.check(wanted, several, pool, errors));
        }
        Installs.refuseWithoutIso(wanted, errors);
        boolean fullCopy = Boolean.TRUE.equals(wanted.fullCopy());
        String storage = storage(wanted, fullCopy, pool, errors);
        String template = wanted.template() == null ? "" : wanted.template().strip();
        return new Making(
                fullCopy, storage, firstBoot(wanted, several, template, errors), probe(wanted, template, errors), null);
    }

    private @Nullable String storage(
            NewVm wanted, boolean fullCopy, @Nullable String poolName, List<FieldError> errors) {
        String asked = blankToNull(wanted.storage());
        if (asked == null || poolName == null) {
            return null;
        }
        if (!fullCopy) {
            errors.add(new FieldError("storage", "is for a full copy only: a clone is where its template is"));
            return null;
        }
        List<XenStorage> possible = inventory.pool(poolName).stream()
                .flatMap(pool -> pool.storage().stream())
                .filter(XenStorage::holdsDisks)
                .toList();
        Optional<XenStorage> chosen = possible.stream()
                .filter(sr -> sr.name().equals(asked) || sr.uuid().equals(asked))
                .findFirst();
        if (chosen.isEmpty()) {
            String names = possible.stream().map(XenStorage::name).distinct().collect(Collectors.joining(", "));
            errors.add(new FieldError("storage", "must be one of " + names));
            return null;
        }
        ledger.requireRoom(chosen.get());
        return chosen.get().uuid();
    }

    private @Nullable FirstBoot firstBoot(NewVm wanted, boolean several, String template, List<FieldError> errors) {
        String hostname = blankToNull(wanted.hostname());
        String user = blankToNull(wanted.user());
        List<String> keys = wanted.sshKeys() == null
                ? List.of()
                : wanted.sshKeys().stream().map(String::strip).toList();
        if (hostname != null && several) {
            errors.add(new FieldError("hostname", "is for one VM; several are called by their names"));
        } else if (hostname != null && !VmNames.allowed(hostname)) {
            errors.add(new FieldError("hostname", VmNames.EXPECTED));
        }
        if (user != null && (!USER.matcher(user).matches() || user.equals("root"))) {
            errors.add(new FieldError(
                    "user", "must be 1 to 32 lower-case letters, digits, dashes and underscores, and not root"));
        } else if (user != null && keys.isEmpty() && vms.authorizedKeysFile().isEmpty()) {
            errors.add(new FieldError("sshKeys", "is missing: without a key nobody could log in as " + user));
        }
        if (keys.size() > SshKeys.MOST || !keys.stream().allMatch(SshKeys::allowed)) {
            errors.add(new FieldError("sshKeys", SshKeys.EXPECTED));
        }
        Integer fsckEvery = fsck(wanted, template, errors);
        boolean asked = hostname != null || user != null || !keys.isEmpty() || fsckEvery != null;
        return asked ? new FirstBoot(hostname, user, keys, fsckEvery) : null;
    }

    private @Nullable Integer fsck(NewVm wanted, String template, List<FieldError> errors) {
        String text = blankToNull(wanted.fsck());
        if (text == null) {
            return fsckOf(template);
        }
        OptionalInt every = FsckPolicy.parse(text);
        if (every.isEmpty()) {
            errors.add(new FieldError("fsck", FsckPolicy.EXPECTED));
            return null;
        }
        return every.getAsInt();
    }

    private @Nullable String probe(NewVm wanted, String template, List<FieldError> errors) {
        String text = blankToNull(wanted.probe());
        if (text == null) {
            return probeOf(template);
        }
        Optional<Probe> probe = Probe.parse(text);
        if (probe.isEmpty()) {
            errors.add(new FieldError("probe", Probe.EXPECTED));
        }
        return probe.map(Probe::written).orElse(null);
    }

    private @Nullable Integer fsckOf(String template) {
        return defaults(template)
                .flatMap(CreationConfig.OfTemplate::fsck)
                .map(text -> FsckPolicy.parse(text).orElseThrow())
                .orElse(null);
    }

    private @Nullable String probeOf(String template) {
        return defaults(template).flatMap(CreationConfig.OfTemplate::probe).orElse(null);
    }

    private Optional<CreationConfig.OfTemplate> defaults(String template) {
        return Optional.ofNullable(config.templates().get(template));
    }

    private static void broken(String template, String key, String expected) {
        throw new IllegalArgumentException("vmc.creation.templates.\"%s\".%s %s".formatted(template, key, expected));
    }

    private static @Nullable String blankToNull(@Nullable String text) {
        return text == null || text.isBlank() ? null : text.strip();
    }
}
