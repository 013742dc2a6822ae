package org.vmc.lab.xenapi.rpc;

import org.vmc.lab.xenapi.model.Field;
import org.vmc.lab.xenapi.store.Row;
import org.vmc.lab.xenapi.wire.Value;
import org.vmc.lab.xenapi.wire.WireDates;

/** Which rows {@code get_all_where} and {@code get_all_records_where} answer. */
sealed interface Filter {

    /** Whether a row is wanted. */
    boolean accepts(Row row);

    /** All rows or none. */
    record Constant(boolean all) implements Filter {

        @Override
        public boolean accepts(Row row) {
            return all;
        }
    }

    /** Rows for which both terms have the same text. */
    record Equal(Term left, Term right) implements Filter {

        @Override
        public boolean accepts(Row row) {
            return left.text(row).equals(right.text(row));
        }
    }

    /** Rows another filter does not want. */
    record Not(Filter filter) implements Filter {

        @Override
        public boolean accepts(Row row) {
            return !filter.accepts(row);
        }
    }

    /** Rows both filters want. */
    record And(Filter left, Filter right) implements Filter {

        @Override
        public boolean accepts(Row row) {
            return left.accepts(row) && right.accepts(row);
        }
    }

    /** Rows one of the filters wants. */
    record Or(Filter left, Filter right) implements Filter {

        @Override
        public boolean accepts(Row row) {
            return left.accepts(row) || right.accepts(row);
        }
    }

    /** A side of a comparison. */
    sealed interface Term {

        /** What is compared. */
        String text(Row row);
    }

    /** A text as it stands in the filter. */
    record Literal(String literal) implements Term {

        @Override
        public String text(Row row) {
            return literal;
        }
    }

    /** The value of a field as text: {@code true}, {@code 512}, {@code Running}. */
    record Column(Field field) implements Term {

        @Override
        public String text(Row row) {
            return show(row.get(field.name()));
        }

        private static String show(Value value) {
            return switch (value) {
                case Value.Text(String text) -> text;
                case Value.Whole(long number) -> Long.toString(number);
                case Value.Small(int number) -> Integer.toString(number);
                case Value.Real(double number) -> Double.toString(number);
                case Value.Flag(boolean on) -> Boolean.toString(on);
                case Value.Moment(var at) -> WireDates.format(at);
                case Value.Items ignored -> "";
                case Value.Fields ignored -> "";
            };
        }
    }
}
