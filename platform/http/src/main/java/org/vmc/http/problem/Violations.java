package org.vmc.http.problem;

import jakarta.validation.ConstraintViolation;
import jakarta.validation.ConstraintViolationException;
import jakarta.validation.ElementKind;
import jakarta.validation.Path;
import jakarta.ws.rs.CookieParam;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/** Reads bean validation's violations of input with the names the client used. */
final class Violations {
    private Violations() {}

    /** A violated return value is our defect, not the client's. */
    static ProblemException of(ConstraintViolationException violated, @Nullable Method method) {
        var ofAnswer = violated.getConstraintViolations().stream()
                .flatMap(violation ->
                        StreamSupport.stream(violation.getPropertyPath().spliterator(), false))
                .anyMatch(node -> node.getKind() == ElementKind.RETURN_VALUE);
        if (ofAnswer) {
            return Challenges.internal(violated);
        }
        return ProblemException.invalid(violated.getConstraintViolations().stream()
                .map(violation -> new FieldError(field(violation, method), violation.getMessage()))
                .sorted(Comparator.comparing(FieldError::field).thenComparing(FieldError::message))
                .toList());
    }

    private static String field(ConstraintViolation<?> violation, @Nullable Method method) {
        var parameter = "body";
        var nested = new StringBuilder();
        for (Path.Node node : violation.getPropertyPath()) {
            switch (node.getKind()) {
                case METHOD, CONSTRUCTOR, RETURN_VALUE, CROSS_PARAMETER -> {}
                case PARAMETER ->
                    parameter = parameterName(
                                    method, node.as(Path.ParameterNode.class).getParameterIndex())
                            .orElse(parameter);
                case BEAN, PROPERTY, CONTAINER_ELEMENT -> append(nested, node);
            }
        }
        return nested.isEmpty() ? parameter : nested.toString();
    }

    private static void append(StringBuilder nested, Path.Node node) {
        if (node.isInIterable()) {
            var at = node.getIndex() != null ? node.getIndex() : node.getKey();
            nested.append('[').append(Objects.requireNonNullElse(at, "")).append(']');
        }
        if (node.getKind() == ElementKind.PROPERTY) {
            nested.append(nested.isEmpty() ? "" : ".").append(node.getName());
        }
    }

    private static Optional<String> parameterName(@Nullable Method method, int index) {
        if (method == null) {
            return Optional.empty();
        }
        return Arrays.stream(method.getParameterAnnotations()[index])
                .map(Violations::nameIn)
                .filter(Objects::nonNull)
                .collect(Collectors.reducing((first, second) -> first));
    }

    private static @Nullable String nameIn(Annotation annotation) {
        return switch (annotation) {
            case QueryParam query -> query.value();
            case PathParam path -> path.value();
            case HeaderParam header -> header.value();
            case FormParam form -> form.value();
            case CookieParam cookie -> cookie.value();
            default -> null;
        };
    }
}
