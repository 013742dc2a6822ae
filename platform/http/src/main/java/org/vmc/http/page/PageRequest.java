package org.vmc.http.page;

import jakarta.ws.rs.QueryParam;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.vmc.http.problem.ProblemException;

/**
 * The query parameters of a list, for {@code @BeanParam}. They are text because JAX-RS answers 404 to a number it
 * cannot read; here that is a 422 naming the field.
 */
public class PageRequest {
    public static final int DEFAULT_LIMIT = 50;
    public static final int MAX_LIMIT = 200;

    @QueryParam("limit")
    @Nullable
    String limit;

    @QueryParam("cursor")
    @Nullable
    String cursor;

    /** For JAX-RS. */
    public PageRequest() {}

    public static PageRequest of(@Nullable String limit, @Nullable String cursor) {
        var request = new PageRequest();
        request.limit = limit;
        request.cursor = cursor;
        return request;
    }

    /**
     * Items wanted, 1 to {@value #MAX_LIMIT}, {@value #DEFAULT_LIMIT} when unsaid.
     *
     * @throws ProblemException 422 naming {@code limit}
     */
    public int limit() {
        if (limit == null || limit.isEmpty()) {
            return DEFAULT_LIMIT;
        }
        try {
            var wanted = Integer.parseInt(limit);
            if (wanted >= 1 && wanted <= MAX_LIMIT) {
                return wanted;
            }
        } catch (NumberFormatException notANumber) {
            // refused below, like a number out of range
        }
        throw ProblemException.invalid("limit", "must be a whole number from 1 to " + MAX_LIMIT);
    }

    /**
     * The position after which the page begins; empty for the first page.
     *
     * @throws ProblemException 422 naming {@code cursor}
     */
    public Optional<String> after() {
        return Optional.ofNullable(cursor).filter(text -> !text.isEmpty()).map(Cursor::decode);
    }
}
