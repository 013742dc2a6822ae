package org.vmc.http.page;

import static io.restassured.RestAssured.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.vmc.http.identity.Role;
import org.vmc.http.testing.TestTokens;

@QuarkusTest
class PageTest {
    private static final String LIST = "/api/v1/probe/things";

    @Test
    void pagesCoverTheListOnce() {
        var seen = new ArrayList<Integer>();
        var path = LIST + "?limit=50";
        for (var url = path; url != null; ) {
            var page =
                    given().auth().oauth2(TestTokens.of(Role.VIEWER)).get(url).jsonPath();
            List<Integer> items = page.getList("items");
            seen.addAll(items);
            var next = page.getString("nextCursor");
            url = next == null ? null : path + "&cursor=" + next;
        }
        assertThat(seen).isEqualTo(IntStream.rangeClosed(1, 120).boxed().toList());
    }

    @Test
    void limitIsFiftyUnlessSaid() {
        given().auth().oauth2(TestTokens.of(Role.VIEWER)).get(LIST).then().body("items.size()", equalTo(50));
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "201", "-1", "many", "1.5"})
    void limitIsChecked(String limit) {
        given().auth()
                .oauth2(TestTokens.of(Role.VIEWER))
                .get(LIST + "?limit=" + limit)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("limit"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"***", "_w"})
    void cursorIsChecked(String cursor) {
        given().auth()
                .oauth2(TestTokens.of(Role.VIEWER))
                .get(LIST + "?cursor=" + cursor)
                .then()
                .statusCode(422)
                .body("errors[0].field", equalTo("cursor"));
    }
}
