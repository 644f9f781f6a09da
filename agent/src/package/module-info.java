/** The agent and all of its own that it needs, as one module of the packaged image. */
module io.modehub.agent {
    requires com.fasterxml.jackson.core;
    requires info.picocli;
    requires static com.sun.jna;
    requires static java.desktop;
    requires static org.jspecify;

    opens io.modehub.agent to
            info.picocli;
}
