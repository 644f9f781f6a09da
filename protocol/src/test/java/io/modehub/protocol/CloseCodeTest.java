package io.modehub.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CloseCodeTest {
    @ParameterizedTest
    @CsvSource({
        "TOO_BIG,1009,false",
        "RESTART,1012,false",
        "DRAIN,4001,false",
        "TOKEN_EXPIRED,4005,false",
        "SLOW,4008,false",
        "RESYNC,4010,false",
        "NO_PONG,4012,false",
        "OVERLOADED,4013,false",
        "TOO_MUCH,4029,false",
        "BAD_TOKEN,4500,true",
        "BAD_FRAME,4501,true",
        "NO_HELLO,4502,true",
        "TOO_MANY_CONNECTIONS,4504,true",
        "FORBIDDEN,4507,true",
        "REPLACED,4510,true"
    })
    void theNumbersAreAPromise(CloseCode code, int number, boolean terminal) {
        assertThat(code.code()).isEqualTo((short) number);
        assertThat(CloseCode.isTerminal(number)).isEqualTo(terminal);
    }
}
