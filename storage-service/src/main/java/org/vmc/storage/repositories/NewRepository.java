package org.vmc.storage.repositories;

import java.util.ArrayList;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.vmc.contracts.storage.RepositoryKind;
import org.vmc.http.problem.FieldError;
import org.vmc.http.problem.ProblemException;

/**
 * The request to make something an SR.
 *
 * @param pool configured name of the pool
 * @param name name of the SR; that of the volume or export when it is left out
 * @param kind {@code vdi} for disks of VMs or {@code iso} for media; decided by what it lies on when it is left out
 */
public record NewRepository(
        @Nullable String pool,
        @Nullable String name,
        @Nullable String kind) {

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9]([A-Za-z0-9 ._-]{0,62}[A-Za-z0-9])?");
    private static final String NAME_MESSAGE =
            "must be 1 to 64 letters, digits, blanks, dots, dashes and underscores, with a letter or digit at each end";

    /** What is wanted, once it is known to make sense. */
    public record Checked(String pool, String name, RepositoryKind kind) {}

    /**
     * @param backendName name of what it lies on
     * @param usual kind when none is named
     * @throws ProblemException 422 naming every wrong field
     */
    public Checked checked(String backendName, RepositoryKind usual) {
        var errors = new ArrayList<FieldError>();
        if (pool == null || !NAME.matcher(pool).matches()) {
            errors.add(new FieldError("pool", NAME_MESSAGE));
        }
        var named = name == null ? backendName : name;
        if (!NAME.matcher(named).matches()) {
            errors.add(new FieldError("name", NAME_MESSAGE));
        }
        var chosen = kind == null ? usual : kind(kind);
        if (chosen == null) {
            errors.add(new FieldError("kind", "must be vdi, for disks of VMs, or iso, for media"));
        }
        if (pool == null || chosen == null || !errors.isEmpty()) {
            throw ProblemException.invalid(errors);
        }
        return new Checked(pool, named, chosen);
    }

    private static @Nullable RepositoryKind kind(String text) {
        return Stream.of(RepositoryKind.values())
                .filter(each -> each.name().equals(text.toUpperCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }
}
