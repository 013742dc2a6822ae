package org.vmc.http.page;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * One page of a list.
 *
 * @param items in the list's own order
 * @param nextCursor where the next page begins; null on the last page
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Page<T>(List<T> items, @Nullable String nextCursor) {
    public Page {
        items = List.copyOf(items);
    }

    /** A list that fits one page. */
    public static <T> Page<T> of(List<T> items) {
        return new Page<>(items, null);
    }

    /**
     * Cuts a page out of rows read with {@code limit + 1}: the extra row only tells that there is more.
     *
     * @param position what identifies a row's place in the order, for {@link PageRequest#after()} of the next request
     */
    public static <T> Page<T> cut(List<T> rows, int limit, Function<T, String> position) {
        if (rows.size() <= limit) {
            return of(rows);
        }
        var items = rows.subList(0, limit);
        return new Page<>(items, Cursor.encode(position.apply(items.getLast())));
    }

    public <R> Page<R> map(Function<? super T, ? extends R> mapping) {
        return new Page<>(items.stream().<R>map(mapping).toList(), nextCursor);
    }
}
