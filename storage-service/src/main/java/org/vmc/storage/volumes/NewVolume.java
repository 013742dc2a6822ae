package org.vmc.storage.volumes;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;
import org.vmc.storage.classes.StorageClass;
import org.vmc.storage.classes.StorageClasses;

/**
 * The request to make a volume. The class decides about layout and copies; who names them gets what the class gives, or
 * the reason why not.
 *
 * @param name lower-case letters, digits and inner dashes, at most 63
 * @param storageClass name of a storage class
 * @param size such as {@code 1G}
 * @param layout {@code replicated} or {@code distributed}; for those who know Gluster
 * @param replicas copies of each file
 */
record NewVolume(
        @Nullable String name,
        @JsonProperty("class") @Nullable String storageClass,
        @Nullable String size,
        @Nullable String layout,
        @Nullable Integer replicas) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    /** What is wanted, once it is known to make sense. */
    record Checked(String name, StorageClass storageClass, ByteSize size) {}

    /** @throws ProblemException 422 naming every wrong field */
    Checked checked(StorageClasses classes) {
        var errors = new ArrayList<FieldError>();
        if (name == null || !NAME.matcher(name).matches()) {
            errors.add(new FieldError("name", "must be 1 to 63 lower-case letters, digits and inner dashes"));
        }
        var chosen = storageClass == null ? null : classes.named(storageClass).orElse(null);
        if (chosen == null) {
            errors.add(new FieldError("class", "must be one of " + names(classes)));
        }
        var bytes = size == null ? null : ByteSize.parse(size).orElse(null);
        if (bytes == null) {
            errors.add(new FieldError("size", "must be a whole number with M, G or T, such as 1G"));
        } else if (bytes.bytes() < ByteSize.SMALLEST_VOLUME.bytes()
                || bytes.bytes() > ByteSize.LARGEST_VOLUME.bytes()) {
            errors.add(new FieldError(
                    "size", "must be from %s to %s".formatted(ByteSize.SMALLEST_VOLUME, ByteSize.LARGEST_VOLUME)));
        }
        addLayoutErrors(chosen, errors);
        if (name == null || chosen == null || bytes == null || !errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Checked(name, chosen, bytes);
    }

    private void addLayoutErrors(@Nullable StorageClass chosen, List<FieldError> errors) {
        if (layout != null && layout.contains("strip")) {
            errors.add(
                    new FieldError(
                            "layout",
                            "must not be striped: GlusterFS removed striping in version 6 because the loss of one brick lost every"
                                    + " file; leave layout out, files of class shared-write or scratch are spread over the hosts"));
        } else if (layout != null && chosen != null && !layout.equals(layoutOf(chosen))) {
            errors.add(new FieldError(
                    "layout",
                    "must be %s for the class %s; choose another class for another layout"
                            .formatted(layoutOf(chosen), chosen.name())));
        }
        if (replicas != null && replicas == 2) {
            errors.add(new FieldError(
                    "replicas", "must not be 2: after two copies were parted neither can tell which is right; use 3"));
        } else if (replicas != null && chosen != null && replicas != chosen.replicas()) {
            errors.add(new FieldError(
                    "replicas", "must be %d for the class %s".formatted(chosen.replicas(), chosen.name())));
        }
    }

    private static String layoutOf(StorageClass storageClass) {
        return (storageClass.isFaultTolerant() ? VolumeLayout.REPLICATED : VolumeLayout.DISTRIBUTED).wireName();
    }

    private static String names(StorageClasses classes) {
        return classes.all().stream().map(StorageClass::name).collect(Collectors.joining(", "));
    }
}
