package org.vmc.gateway.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.ResourceArg;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.vmc.testing.Infrastructure;

/** A test against a running gateway with a broker and with services it can stop. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(value = Infrastructure.class, initArgs = @ResourceArg(name = "database", value = "none"))
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface GatewayTest {}
