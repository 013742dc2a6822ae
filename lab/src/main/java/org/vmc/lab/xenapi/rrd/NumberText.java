package org.vmc.lab.xenapi.rrd;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** Numbers as XAPI writes them: {@code %0.5g} of C, and names of its own for zero and what is no number. */
final class NumberText {

    private static final int DIGITS = 5;
    private static final int LEAST_EXPONENT = -4;
    private static final MathContext PRECISION = new MathContext(DIGITS, RoundingMode.HALF_EVEN);

    private NumberText() {}

    static String of(double number) {
        if (Double.isNaN(number)) {
            return "NaN";
        }
        if (Double.isInfinite(number)) {
            return number > 0 ? "Infinity" : "-Infinity";
        }
        if (number == 0) {
            return "0.0";
        }
        var rounded = new BigDecimal(number).round(PRECISION);
        int exponent = rounded.precision() - rounded.scale() - 1;
        if (exponent >= LEAST_EXPONENT && exponent < DIGITS) {
            return rounded.stripTrailingZeros().toPlainString();
        }
        var mantissa = rounded.movePointLeft(exponent).stripTrailingZeros().toPlainString();
        return mantissa + "e" + (exponent < 0 ? '-' : '+') + (Math.abs(exponent) < 10 ? "0" : "") + Math.abs(exponent);
    }
}
