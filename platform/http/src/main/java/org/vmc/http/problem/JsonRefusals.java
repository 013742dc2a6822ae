package org.vmc.http.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.exc.ValueInstantiationException;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Says what is wrong with a JSON body in the client's own words: fields and places, no Java types. */
final class JsonRefusals {
    private JsonRefusals() {}

    static ProblemException of(JsonProcessingException unreadable) {
        return switch (unreadable) {
            case UnrecognizedPropertyException unknown ->
                ProblemException.invalid(field(unknown), "is not known" + knownFields(unknown.getKnownPropertyIds()));
            case ValueInstantiationException refused -> ofConstructor(refused);
            case MismatchedInputException mismatch when says(mismatch, "Trailing token") -> malformed(mismatch);
            case MismatchedInputException mismatch
            when mismatch.getPath().isEmpty() && says(mismatch, "No content to map") ->
                ProblemException.invalid("body", "must be a JSON object, and is missing");
            case MismatchedInputException mismatch -> ProblemException.invalid(field(mismatch), expected(mismatch));
            case JsonMappingException mapping
            when mapping.getCause() instanceof JsonProcessingException cause -> malformed(cause);
            default -> malformed(unreadable);
        };
    }

    /**
     * A record refused its components: its own words are for the client when it spoke in a refusal or an argument
     * check.
     */
    private static ProblemException ofConstructor(ValueInstantiationException refused) {
        if (refused.getCause() instanceof ProblemException problem) {
            return problem;
        }
        var message = refused.getCause() instanceof IllegalArgumentException argument ? argument.getMessage() : null;
        return ProblemException.invalid(field(refused), message == null ? "is not valid" : message);
    }

    private static ProblemException malformed(JsonProcessingException unreadable) {
        var place = unreadable.getLocation();
        var where = place == null ? "" : " at line %d, column %d".formatted(place.getLineNr(), place.getColumnNr());
        var what = says(unreadable, "Duplicate field") ? "The body has a field twice" : "The body is not valid JSON";
        return ProblemException.of(ProblemType.MALFORMED, what + where + ".", unreadable);
    }

    /** Jackson tells these cases apart by their text only. */
    private static boolean says(JsonProcessingException unreadable, String beginning) {
        return unreadable.getOriginalMessage().startsWith(beginning);
    }

    private static String field(JsonMappingException at) {
        var path = new StringBuilder();
        for (Reference step : at.getPath()) {
            if (step.getFieldName() == null) {
                path.append('[').append(step.getIndex()).append(']');
            } else {
                path.append(path.isEmpty() ? "" : ".").append(step.getFieldName());
            }
        }
        return path.isEmpty() ? "body" : path.toString();
    }

    private static String knownFields(@Nullable Collection<Object> known) {
        if (known == null || known.isEmpty()) {
            return "";
        }
        return known.stream().map(Object::toString).sorted().collect(Collectors.joining(", ", "; known are ", ""));
    }

    private static String expected(MismatchedInputException mismatch) {
        var type = mismatch.getTargetType();
        if (type == null) {
            return "has the wrong type";
        }
        var article = mismatch instanceof InvalidFormatException ? "must be a valid " : "must be a ";
        if (type.isEnum()) {
            return Arrays.stream(type.getEnumConstants())
                    .map(Object::toString)
                    .collect(Collectors.joining(", ", "must be one of ", ""));
        }
        if (type == String.class) {
            return mismatch instanceof InvalidFormatException ? "must not contain NUL" : "must be a text";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "must be true or false";
        }
        if (List.of(int.class, long.class, Integer.class, Long.class).contains(type)) {
            return "must be a whole number";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "must be a number";
        }
        if (type == UUID.class) {
            return article + "UUID";
        }
        if (type == Instant.class) {
            return "must be a time such as 2030-01-31T12:00:00Z";
        }
        if (type == Duration.class) {
            return "must be a duration such as PT8H";
        }
        return Collection.class.isAssignableFrom(type) || type.isArray() ? "must be a list" : "must be an object";
    }
}
