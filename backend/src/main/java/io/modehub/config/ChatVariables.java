package io.modehub.config;

import com.azure.ai.openai.OpenAIServiceVersion;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

/** Reads who answers questions. */
final class ChatVariables {
    static final List<String> NAMES = List.of(
            "CHAT_PROVIDER",
            "AZURE_OPENAI_ENDPOINT",
            "AZURE_OPENAI_API_KEY",
            "AZURE_OPENAI_DEPLOYMENTS",
            "AZURE_OPENAI_API_VERSION",
            "OPENAI_BASE_URL",
            "OPENAI_API_KEY",
            "OPENAI_MODELS",
            "CHAT_CA_FILE",
            "CHAT_TOOLS");

    private static final String AZURE_EXAMPLE = "example: https://my-resource.openai.azure.com";
    private static final String OPENAI_EXAMPLE = "example: https://api.openai.com/v1, or http://localhost:11434/v1";
    private static final int LONGEST_NAME = 128;

    private final Variables variables;

    ChatVariables(Variables variables) {
        this.variables = variables;
    }

    Settings.Chat read() {
        return new Settings.Chat(
                server(),
                variables.value("CHAT_CA_FILE", ChatVariables::certificates).orElse(List.of()),
                variables.value("CHAT_TOOLS", ChatVariables::onOrOff).orElse(true));
    }

    private Optional<ModelServer> server() {
        Optional<String> chosen = variables.value("CHAT_PROVIDER");
        String provider = chosen.map(String::strip).orElseGet(this::usual);
        return switch (provider) {
            case "azure" -> azure();
            case "openai" -> openAi();
            case "embedded" -> {
                if (chosen.isEmpty()) {
                    requireNoModels();
                }
                yield Optional.empty();
            }
            default -> {
                variables.fault("CHAT_PROVIDER", "must be azure, openai or embedded; example: CHAT_PROVIDER=embedded");
                yield Optional.empty();
            }
        };
    }

    private String usual() {
        if (variables.value("AZURE_OPENAI_ENDPOINT").isPresent()) {
            return "azure";
        }
        return variables.value("OPENAI_BASE_URL").isPresent() ? "openai" : "embedded";
    }

    /** Names of models are given for this hub alone; a key may well be there for other programs. */
    private void requireNoModels() {
        if (variables.value("AZURE_OPENAI_DEPLOYMENTS").isPresent()) {
            variables.fault("AZURE_OPENAI_ENDPOINT", "is required with AZURE_OPENAI_DEPLOYMENTS; " + AZURE_EXAMPLE);
        }
        if (variables.value("OPENAI_MODELS").isPresent()) {
            variables.fault("OPENAI_BASE_URL", "is required with OPENAI_MODELS; " + OPENAI_EXAMPLE);
        }
    }

    private Optional<ModelServer> azure() {
        Optional<URI> endpoint = variables.value("AZURE_OPENAI_ENDPOINT", text -> address(text, AZURE_EXAMPLE));
        if (variables.value("AZURE_OPENAI_ENDPOINT").isEmpty()) {
            variables.fault("AZURE_OPENAI_ENDPOINT", "is required for CHAT_PROVIDER=azure; " + AZURE_EXAMPLE);
        }
        Optional<Secret> key = variables.secret("AZURE_OPENAI_API_KEY");
        if (!variables.hasSecret("AZURE_OPENAI_API_KEY")) {
            variables.fault(
                    "AZURE_OPENAI_API_KEY",
                    "is required with AZURE_OPENAI_ENDPOINT; example: AZURE_OPENAI_API_KEY_FILE=/run/secrets/azure-openai");
        }
        List<String> deployments = models("AZURE_OPENAI_DEPLOYMENTS", "AZURE_OPENAI_ENDPOINT");
        String version = variables
                .value("AZURE_OPENAI_API_VERSION", ChatVariables::version)
                .orElseGet(OpenAIServiceVersion.getLatest()::getVersion);
        return endpoint.flatMap(
                address -> key.map(secret -> new ModelServer.Azure(address, secret, deployments, version)));
    }

    private Optional<ModelServer> openAi() {
        Optional<URI> base = variables.value("OPENAI_BASE_URL", text -> address(text, OPENAI_EXAMPLE));
        if (variables.value("OPENAI_BASE_URL").isEmpty()) {
            variables.fault("OPENAI_BASE_URL", "is required for CHAT_PROVIDER=openai; " + OPENAI_EXAMPLE);
        }
        Optional<Secret> key = variables.secret("OPENAI_API_KEY");
        List<String> models = models("OPENAI_MODELS", "OPENAI_BASE_URL");
        return base.map(address -> new ModelServer.OpenAi(address, key, models));
    }

    private List<String> models(String name, String server) {
        List<String> models = variables.list(name);
        if (models.isEmpty()) {
            variables.fault(
                    name, "is required with " + server + ", in order of preference; example: gpt-4o,gpt-4o-mini");
        } else if (models.stream().anyMatch(model -> model.length() > LONGEST_NAME || !model.matches("[\\w.:/@-]+"))) {
            variables.fault(name, "must be names with commas between them; example: gpt-4o,gpt-4o-mini");
        }
        return models;
    }

    private static String version(String text) {
        List<String> known = Arrays.stream(OpenAIServiceVersion.values())
                .map(OpenAIServiceVersion::getVersion)
                .toList();
        if (!known.contains(text.strip())) {
            throw new IllegalArgumentException(
                    "must be one of " + known.stream().sorted().collect(Collectors.joining(", ")));
        }
        return text.strip();
    }

    private static URI address(String text, String example) {
        try {
            URI uri = new URI(text.strip().replaceFirst("/+$", ""));
            if (!("http".equals(uri.getScheme()) || "https".equals(uri.getScheme()))
                    || uri.getHost() == null
                    || uri.getUserInfo() != null
                    || uri.getQuery() != null
                    || uri.getFragment() != null
                    || uri.getPath().matches(".*/(deployments|chat)/.*")) {
                throw new IllegalArgumentException(
                        "must be an http or https address, without a deployment or query; " + example);
            }
            return uri;
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("is no URL; " + example);
        }
    }

    private static List<X509Certificate> certificates(String file) {
        try (InputStream pem = Files.newInputStream(Path.of(file.strip()))) {
            List<X509Certificate> all = CertificateFactory.getInstance("X.509").generateCertificates(pem).stream()
                    .map(X509Certificate.class::cast)
                    .toList();
            if (!all.isEmpty()) {
                return all;
            }
        } catch (IOException | InvalidPathException | CertificateException e) {
            throw new IllegalArgumentException(
                    "can't be read as PEM certificates; example: /etc/ssl/certs/our-ca.pem", e);
        }
        throw new IllegalArgumentException("holds no certificate; example: /etc/ssl/certs/our-ca.pem");
    }

    private static boolean onOrOff(String text) {
        return switch (text.strip()) {
            case "on" -> true;
            case "off" -> false;
            default -> throw new IllegalArgumentException("must be on or off; example: CHAT_TOOLS=off");
        };
    }
}
