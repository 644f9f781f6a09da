package io.modehub.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseUrlTest {
    @Test
    void readsEveryPart() {
        assertThat(DatabaseUrl.parse("postgres://me:secret@db.example.org:6543/hub?sslmode=verify-full"))
                .isEqualTo(new DatabaseUrl("db.example.org", 6543, "hub", "me", new Secret("secret"), "verify-full"));
    }

    @Test
    void fillsInWhatIsUsual() {
        assertThat(DatabaseUrl.parse(" postgresql://me@db/hub "))
                .isEqualTo(new DatabaseUrl("db", 5432, "hub", "me", new Secret(""), "prefer"));
    }

    @Test
    void decodesOddCharactersAndKeepsThePlus() {
        DatabaseUrl url =
                DatabaseUrl.parse("postgres://m%40e:p%3A%2F%40+%25@db/hub?application_name=x&sslmode=require");

        assertThat(url.user()).isEqualTo("m@e");
        assertThat(url.password()).isEqualTo(new Secret("p:/@+%"));
        assertThat(url.sslMode()).isEqualTo("require");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "postgres:/hush",
                "mysql://hush:hush@h/db",
                "postgres://h/db",
                "postgres://hush:hush@h",
                "postgres://hush:hush@h/",
                "postgres://hush:hush@h/db?sslmode=maybe",
                "postgres://hush:hu sh@h/db",
                "postgres://hush:hush%@h/db",
                "postgres://hush:hush@h:99999/db",
                ""
            })
    void whatIsNoUrlIsRefusedWithARemedyAndWithoutTheText(String text) {
        assertThatThrownBy(() -> DatabaseUrl.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .satisfies(failure ->
                        assertThat(failure.getMessage()).doesNotContain("hush").containsAnyOf("example", "use "));
    }
}
