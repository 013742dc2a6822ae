/** Lists in pages: {@code ?limit=&cursor=} in, {@code {items, nextCursor}} out. Cursors mean nothing to clients. */
@NullMarked
package org.vmc.http.page;

import org.jspecify.annotations.NullMarked;
