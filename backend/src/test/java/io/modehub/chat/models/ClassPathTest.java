package io.modehub.chat.models;

import static org.assertj.core.api.Assertions.assertThat;

import io.netty.util.Version;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All HTTP goes over Vert.x: no client library brings another way out, or another Netty. */
class ClassPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "reactor/netty/http/client/HttpClient.class",
                "com/azure/core/http/netty/NettyAsyncHttpClientProvider.class",
                "com/azure/core/http/jdk/httpclient/JdkHttpClientProvider.class",
                "com/azure/core/http/okhttp/OkHttpAsyncHttpClientBuilder.class",
                "dev/langchain4j/http/client/jdk/JdkHttpClient.class"
            })
    void thereIsNoOtherWayOut(String type) {
        assertThat(getClass().getClassLoader().getResource(type)).isNull();
    }

    @Test
    void thereIsOneNetty() throws IOException {
        List<String> versions = Version.identify().values().stream()
                .map(Version::artifactVersion)
                .distinct()
                .toList();
        Set<String> jars =
                Collections.list(getClass().getClassLoader().getResources("io/netty/channel/Channel.class")).stream()
                        .map(url -> url.toString().replaceAll(".*/([^/]+[.]jar)!.*", "$1"))
                        .collect(Collectors.toSet());

        assertThat(versions).hasSize(1);
        assertThat(jars).hasSize(1);
    }
}
