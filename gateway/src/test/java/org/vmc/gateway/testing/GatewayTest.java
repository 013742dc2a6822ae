package org.vmc.gateway.testing;

import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.vmc.testing.Infrastructure;

/** A test against a running gateway with a database, a broker and with services it can stop. */
@QuarkusTest
@QuarkusTestResource(Surroundings.class)
@QuarkusTestResource(Infrastructure.class)
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface GatewayTest {}
