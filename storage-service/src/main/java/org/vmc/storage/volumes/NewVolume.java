package org.vmc.storage.volumes;

import com.fasterxml.jackson.annotation.JsonAlias;
import com.fasterxml.jackson.annotation.JsonProperty;
import java.util.ArrayList;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;
import org.vmc.storage.classes.StorageClass;
import org.vmc.storage.classes.StorageClasses;

/**
 * The request to make a volume. The class decides about layout and copies; who names them gets what goes with the
 * class, or the reason why not.
 *
 * @param name lower-case letters, digits and inner dashes, at most 63
 * @param storageClass name of a storage class
 * @param size such as {@code 1G}
 * @param layout one of {@link VolumeLayout}, also accepted as {@code type}; for those who know Gluster
 * @param replicas copies of each file
 * @param redundancy parts of a dispersed file that may be lost; 1 when it is not said
 * @param dataBricks parts that a dispersed file is cut into; as many as make sense for the redundancy when not said
 * @param sets of bricks over which files are spread
 */
record NewVolume(
        @Nullable String name,
        @JsonProperty("class") @Nullable String storageClass,
        @Nullable String size,
        @JsonAlias("type") @Nullable String layout,
        @Nullable Integer replicas,
        @Nullable Integer redundancy,
        @Nullable Integer dataBricks,
        @Nullable Integer sets) {

    private static final Pattern NAME = Pattern.compile("[a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?");

    private static final String EVERY_VOLUME = "all";

    /** What is wanted, once it is known to make sense. */
    record Checked(String name, StorageClass storageClass, ByteSize size, VolumeWish wish) {}

    /** One that leaves all to its class. */
    static NewVolume ofClass(String name, String storageClass, String size) {
        return new NewVolume(name, storageClass, size, null, null, null, null, null);
    }

    /** @throws ProblemException 422 naming every wrong field */
    Checked checked(StorageClasses classes) {
        var errors = new ArrayList<FieldError>();
        if (name == null || !NAME.matcher(name).matches()) {
            errors.add(new FieldError("name", "must be 1 to 63 lower-case letters, digits and inner dashes"));
        } else if (name.equals(EVERY_VOLUME)) {
            errors.add(new FieldError("name", "must not be all: that is how Gluster calls every volume at once"));
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
        var wish = LayoutRules.check(this, chosen, errors);
        if (name == null || chosen == null || bytes == null || wish == null || !errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Checked(name, chosen, bytes, wish);
    }

    private static String names(StorageClasses classes) {
        return classes.all().stream().map(StorageClass::name).collect(Collectors.joining(", "));
    }
}
