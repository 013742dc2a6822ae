package org.vmc.http.problem;

import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.UriInfo;
import java.lang.reflect.Method;
import java.lang.reflect.Parameter;
import java.util.Arrays;
import java.util.List;

/**
 * Tells an unknown path from a query parameter of the wrong type: JAX-RS throws the same exception for both, here the
 * second is a 422 that names the parameter.
 */
final class UnknownPaths {
    private UnknownPaths() {}

    static ProblemException of(NotFoundException notFound, UriInfo uri, ResourceInfo resource) {
        var method = resource.getResourceMethod();
        if (notFound.getCause() != null && method != null && !hasTypedPathParameter(method)) {
            var wrong = typedQueryParameters(method).stream()
                    .filter(name -> uri.getQueryParameters().containsKey(name))
                    .map(name -> new FieldError(name, "has the wrong type"))
                    .toList();
            if (!wrong.isEmpty()) {
                return ProblemException.invalid(wrong);
            }
        }
        return ProblemException.of(
                ProblemType.NOT_FOUND,
                "There is nothing at %s.".formatted(uri.getRequestUri().getRawPath()),
                notFound);
    }

    private static boolean hasTypedPathParameter(Method method) {
        return Arrays.stream(method.getParameters())
                .anyMatch(parameter ->
                        parameter.isAnnotationPresent(PathParam.class) && parameter.getType() != String.class);
    }

    private static List<String> typedQueryParameters(Method method) {
        return Arrays.stream(method.getParameters())
                .filter(parameter -> parameter.isAnnotationPresent(QueryParam.class))
                .filter(parameter -> parameter.getType() != String.class)
                .map((Parameter parameter) ->
                        parameter.getAnnotation(QueryParam.class).value())
                .toList();
    }
}
