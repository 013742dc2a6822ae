package org.vmc.build.catalogue;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.hasItem;
import static org.hamcrest.Matchers.hasItems;

import io.quarkus.narayana.jta.QuarkusTransaction;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.response.Response;
import io.restassured.specification.RequestSpecification;
import jakarta.inject.Inject;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.vmc.build.recipes.Recipe;
import org.vmc.build.testing.LoopbackCluster;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;
import org.vmc.operations.engine.FaultPoints;
import org.vmc.operations.engine.Operation;
import org.vmc.operations.engine.Operations;
import org.vmc.operations.plan.NewOperation;
import org.vmc.operations.plan.OperationKind;
import org.vmc.operations.plan.Origin;
import org.vmc.operations.plan.Target;
import org.vmc.operations.testing.OperationKit;
import org.vmc.operations.testing.OperationSubject;
import org.vmc.testing.Infrastructure;

/** Recipes added, changed, deleted and used, by those who may. */
@QuarkusTest
@QuarkusTestResource(Infrastructure.class)
@QuarkusTestResource(LoopbackCluster.class)
class RecipesOverHttpTest {
    private static final String PATH = "/api/v1/build-recipes";
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final Set<String> ENDS = Set.of("SUCCEEDED", "FAILED", "CANCELLED", "UNDO_FAILED");

    @Inject
    RecipeRows rows;

    @Inject
    AddRecipe addRecipe;

    @Inject
    ChangeRecipe changeRecipe;

    @Inject
    DeleteRecipe deleteRecipe;

    @Inject
    Operations operations;

    @Inject
    FaultPoints faultPoints;

    @Test
    void oneIsMadeFromABuiltInOneChangedAndDeletedAndItsNameIsFreeAgain() {
        var name = name();

        done(post(ana(), """
                {"name": "%s", "description": "The firmware", "recipe": {
                  "from": "cmake", "test": [["ctest", "--test-dir", "build"]], "artifacts": ["build/firmware"]}}
                """.formatted(name)));
        ana().get(PATH + "/" + name)
                .then()
                .body("basedOn", equalTo("cmake"))
                .body("owner", equalTo("ana"))
                .body("team", equalTo("compilers"))
                .body("test[0]", equalTo(List.of("ctest", "--test-dir", "build")))
                .body("programs", hasItem("ninja"));
        ana().get(PATH).then().body("items.name", hasItems("make", "cmake", "autotools", "linux-tinyconfig", name));
        post(bob(), "{\"name\": \"%s\"}".formatted(name)).then().statusCode(409);

        done(patch(ana(), name, "{\"recipe\": {\"artifacts\": []}}"));
        ana().get(PATH + "/" + name)
                .then()
                .body("artifacts", equalTo(List.of()))
                .body("description", equalTo("The firmware"))
                .body("basedOn", equalTo("cmake"));

        done(ana().delete(PATH + "/" + name));
        ana().get(PATH + "/" + name).then().statusCode(404);
        done(post(bob(), "{\"name\": \"%s\"}".formatted(name)));
        done(bob().delete(PATH + "/" + name));
    }

    @Test
    void onlyItsOwnerAndOperatorsChangeOneAndNobodyABuiltInOne() {
        var name = name();
        post(viewer(), "{\"name\": \"%s\"}".formatted(name)).then().statusCode(403);
        done(post(ana(), "{\"name\": \"%s\"}".formatted(name)));

        patch(bob(), name, "{\"description\": \"mine\"}")
                .then()
                .statusCode(403)
                .body("detail", containsString("belongs to ana"));
        bob().delete(PATH + "/" + name).then().statusCode(403);
        viewer().get(PATH + "/" + name).then().statusCode(200);
        operator().delete(PATH + "/make").then().statusCode(409).body("detail", containsString("built in"));
        patch(operator(), "cmake", "{\"description\": \"x\"}").then().statusCode(409);
        patch(ana(), "none-such", "{\"description\": \"x\"}").then().statusCode(404);
        given().get(PATH).then().statusCode(401);

        done(operator().delete(PATH + "/" + name));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{}                                                          | name",
                "{\"name\": \"Upper\"}                                       | name",
                "{\"name\": \"../x\"}                                        | name",
                "{\"name\": \"x\", \"description\": \"a\\nb\"}               | description",
                "{\"name\": \"x\", \"recipe\": {\"from\": \"no-such\"}}      | recipe.from",
                "{\"name\": \"x\", \"recipe\": {\"test\": [[]]}}             | recipe.test[0]",
                "{\"name\": \"x\", \"recipe\": {\"programs\": [\"a b\"]}}    | recipe.programs[0]"
            })
    void wrongInputIsRefusedNamingTheFieldAndNothingIsAdded(String body, String field) {
        post(ana(), body).then().statusCode(422).body("errors.field", hasItem(field));
        assertThat(rows.named("x")).isEmpty();
    }

    @Test
    void aChangeWithoutAnythingToChangeOrOfWhatItWasMadeFromIsRefused() {
        var name = name();
        done(post(ana(), "{\"name\": \"%s\"}".formatted(name)));

        patch(ana(), name, "{}").then().statusCode(422).body("errors[0].field", equalTo("recipe"));
        patch(ana(), name, "{\"recipe\": {\"from\": \"cmake\"}}")
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("recipe.from"));

        done(ana().delete(PATH + "/" + name));
    }

    @Test
    void ofTwoChangesMadeFromTheSameViewTheSecondIsToldAndChangesNothing() {
        var before = stored("compete");
        QuarkusTransaction.requiringNew().run(() -> rows.add(before));
        var submitted = operations.submit(
                origin(),
                null,
                () -> List.of(
                        change(before, before.with("first", before.recipe())),
                        change(before, before.with("second", before.recipe()))));

        await().atMost(PATIENCE).until(() -> submitted.stream()
                .allMatch(operation ->
                        operations.find(operation.id()).orElseThrow().state().isEnded()));

        assertThat(submitted.stream()
                        .map(operation -> operations.find(operation.id()).orElseThrow())
                        .filter(operation -> operation.failure() != null)
                        .map(operation -> operation.failure().detail()))
                .singleElement()
                .asString()
                .contains("changed by somebody else first");
        assertThat(rows.withId(before.id()).orElseThrow().description()).isEqualTo("first");
        QuarkusTransaction.requiringNew().run(() -> rows.remove(before.id()));
    }

    @Test
    void eachChangeIsDoneOnceOrNotAtAllWhateverFails() {
        var add = kit(addRecipe, Optional.empty(), Function.identity());
        add.survivesACrashAtEveryPoint();
        add.isUndoneWhenAnyStepFails();
        add.isUndoneOnceAlthoughTheUndoCrashes();
        var delete = kit(deleteRecipe, Optional.of(false), Function.identity());
        delete.survivesACrashAtEveryPoint();
        delete.isUndoneWhenAnyStepFails();
        delete.isUndoneOnceAlthoughTheUndoCrashes();
        var change = kit(
                changeRecipe,
                Optional.of(true),
                recipe -> new ChangeRecipe.Change(recipe, recipe.with("changed", recipe.recipe())));
        change.survivesACrashAtEveryPoint();
        change.isUndoneWhenAnyStepFails();
        change.isUndoneOnceAlthoughTheUndoCrashes();
    }

    /** @param stays empty: not there before, there after; otherwise there before, and whether it is there after */
    private <I> OperationKit<I> kit(OperationKind<I> kind, Optional<Boolean> stays, Function<NamedRecipe, I> input) {
        return new OperationKit<>(operations, faultPoints, new OperationSubject<>() {
            @Override
            public NewOperation<I> fresh(Origin origin) {
                var recipe = stored("kit-" + UUID.randomUUID());
                if (stays.isPresent()) {
                    QuarkusTransaction.requiringNew().run(() -> rows.add(recipe));
                }
                return NewOperation.of(kind, input.apply(recipe), new Target("recipe", recipe.id(), recipe.name()));
            }

            @Override
            public void assertDone(Operation operation) {
                var found = rows.withId(operation.target().id());
                assertThat(found.isPresent()).isEqualTo(stays.orElse(true));
                assertThat(found.map(NamedRecipe::description)
                                .filter("changed"::equals)
                                .isPresent())
                        .isEqualTo(kind == changeRecipe);
            }

            @Override
            public void assertUndone(Operation operation) {
                var found = rows.withId(operation.target().id());
                assertThat(found.isPresent()).isEqualTo(stays.isPresent());
                assertThat(found.map(NamedRecipe::description)).isNotEqualTo(Optional.of("changed"));
            }
        });
    }

    private NewOperation<?> change(NamedRecipe before, NamedRecipe after) {
        return NewOperation.of(
                changeRecipe, new ChangeRecipe.Change(before, after), new Target("recipe", before.id(), before.name()));
    }

    private static NamedRecipe stored(String name) {
        return new NamedRecipe(UUID.randomUUID(), name, "", "make", "ana", "compilers", Recipe.plainMake());
    }

    private static Origin origin() {
        return new Origin("ana", "engineer", "compilers", "test", UUID.randomUUID(), null);
    }

    private static String name() {
        return "r" + UUID.randomUUID();
    }

    private static void done(Response accepted) {
        var id = accepted.then().statusCode(202).extract().jsonPath().getString("id");
        var state = await().atMost(PATIENCE)
                .until(() -> ana().get("/api/v1/operations/" + id).jsonPath().getString("state"), ENDS::contains);
        assertThat(state).isEqualTo("SUCCEEDED");
    }

    private static Response post(RequestSpecification as, String body) {
        return as.contentType(ContentType.JSON).body(body).post(PATH);
    }

    private static Response patch(RequestSpecification as, String name, String body) {
        return as.contentType(ContentType.JSON).body(body).patch(PATH + "/" + name);
    }

    private static RequestSpecification ana() {
        return given().auth().oauth2(TestTokens.of("ana", Role.ENGINEER, "compilers"));
    }

    private static RequestSpecification bob() {
        return given().auth().oauth2(TestTokens.of("bob", Role.ENGINEER, "kernels"));
    }

    private static RequestSpecification viewer() {
        return given().auth().oauth2(TestTokens.of("vic", Role.VIEWER, "compilers"));
    }

    private static RequestSpecification operator() {
        return given().auth().oauth2(TestTokens.of("olga", Role.OPERATOR, "operations"));
    }
}
