package dev.millrace.local.dynamodb.value;

import java.math.BigDecimal;
import java.util.regex.Pattern;

/** DynamoDB's numbers: up to 38 significant digits, magnitude from 1E-130 to just below 1E+126, or zero. */
public final class Numbers {
    private static final int MAX_DIGITS = 38;
    private static final int MAX_EXPONENT = 125;
    private static final int MIN_EXPONENT = -130;
    /** Longer texts are refused before they cost memory: BigDecimal takes exponents of ten digits. */
    private static final Pattern DECIMAL =
            Pattern.compile("[+-]?(\\d{1,400}(\\.\\d{0,400})?|\\.\\d{1,400})([eE][+-]?\\d{1,4})?");

    private Numbers() {}

    static Value.Decimal parse(String text) {
        if (!DECIMAL.matcher(text).matches()) {
            throw Invalid.request(
                    text.isEmpty()
                            ? "The parameter cannot be converted to a numeric value"
                            : "The parameter cannot be converted to a numeric value: " + text);
        }
        return checked(new BigDecimal(text));
    }

    /** The number as one that fits, or the error that DynamoDB gives; also for results of arithmetic. */
    public static Value.Decimal checked(BigDecimal raw) {
        BigDecimal number = raw.stripTrailingZeros();
        int exponent = number.precision() - number.scale() - 1;
        if (number.signum() != 0 && exponent > MAX_EXPONENT) {
            throw Invalid.request(
                    "Number overflow. Attempting to store a number with magnitude larger than supported range");
        }
        if (number.signum() != 0 && exponent < MIN_EXPONENT) {
            throw Invalid.request(
                    "Number underflow. Attempting to store a number with magnitude smaller than supported range");
        }
        if (number.precision() > MAX_DIGITS) {
            throw Invalid.request("Attempting to store more than 38 significant digits in a Number");
        }
        return new Value.Decimal(number);
    }
}
