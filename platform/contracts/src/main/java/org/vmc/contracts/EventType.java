package org.vmc.contracts;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Binds a payload record to its CloudEvents type string and its topic. */
@Documented
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface EventType {

    /** Type string with version, {@code org.vmc.<area>.<fact>.v<n>}. */
    String value();

    /** One of {@link Topics}. */
    String topic();

    /** One sentence for the generated documents: when this is published. */
    String summary();
}
