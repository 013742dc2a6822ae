package org.vmc.bot.platform;

import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.vmc.bot.output.TextTable;
import org.vmc.bot.wire.ServerMessage;

/** Blocks put together into one message; what is too long for it goes whole into a file beside its beginning. */
final class Page {

    private static final String REST = "\n… all of it is in the file.";

    private final Markup markup;
    private final List<Piece> pieces = new ArrayList<>();

    private record Piece(String plain, UnaryOperator<String> written) {
        String rendered() {
            return written.apply(plain);
        }
    }

    Page(Markup markup) {
        this.markup = markup;
    }

    Page text(String plain) {
        return add(plain, markup::text);
    }

    Page strong(String plain) {
        return add(plain, markup::strong);
    }

    Page columns(String plain) {
        return add(plain, markup::columns);
    }

    /** Already in the platform's markup. */
    Page written(String plain, String rendered) {
        pieces.add(new Piece(plain, same -> rendered));
        return this;
    }

    Page table(ServerMessage.Table table) {
        return columns(String.join("\n", TextTable.lines(table.columns(), table.rows())));
    }

    Page error(ServerMessage.Error error) {
        error.text().lines().forEach(this::strong);
        return error.next().isEmpty() ? this : text(error.next());
    }

    Page addAll(Page other) {
        pieces.addAll(other.pieces);
        return this;
    }

    boolean isEmpty() {
        return pieces.isEmpty();
    }

    void clear() {
        pieces.clear();
    }

    /** @param mayAttach false where what does not fit is left out instead */
    Message message(List<Message.Button> buttons, boolean mayAttach) {
        String all = pieces.stream().map(Piece::rendered).collect(Collectors.joining("\n"));
        if (all.length() <= markup.mostCharacters()) {
            return new Message(all, buttons, null);
        }
        String end = mayAttach ? REST : "\n…";
        String plain = pieces.stream().map(Piece::plain).collect(Collectors.joining("\n"));
        Message.Attachment file = mayAttach ? new Message.Attachment("answer.txt", plain + "\n") : null;
        return new Message(beginning(markup.mostCharacters() - end.length()) + end, buttons, file);
    }

    private String beginning(int most) {
        StringBuilder text = new StringBuilder();
        for (Piece piece : pieces) {
            String separator = text.isEmpty() ? "" : "\n";
            int room = most - text.length() - separator.length();
            if (piece.rendered().length() <= room) {
                text.append(separator).append(piece.rendered());
                continue;
            }
            String part = fitting(piece, room);
            return part.isEmpty() ? text.toString() : text + separator + part;
        }
        return text.toString();
    }

    /** As many whole lines as fit; of a single line that does not, as much as fits. */
    private static String fitting(Piece piece, int room) {
        List<String> lines = piece.plain().lines().toList();
        for (int count = lines.size() - 1; count > 0; count--) {
            String rendered = piece.written().apply(String.join("\n", lines.subList(0, count)));
            if (rendered.length() <= room) {
                return rendered;
            }
        }
        String line = lines.isEmpty() ? "" : lines.getFirst();
        for (int length = Math.min(line.length(), Math.max(room, 0)); length > 0; length = length * 3 / 4) {
            String rendered = piece.written().apply(line.substring(0, length));
            if (rendered.length() <= room) {
                return rendered;
            }
        }
        return "";
    }

    private Page add(String plain, UnaryOperator<String> written) {
        pieces.add(new Piece(plain, written));
        return this;
    }
}
