package io.modehub.agent.link;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLSocketFactory;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509ExtendedTrustManager;
import org.jspecify.annotations.Nullable;

/**
 * Whom TLS trusts: the certificates Java comes with, or those {@code javax.net.ssl.trustStore} names; then the system's, as
 * {@code SSL_CERT_FILE} or the usual bundles name them. The second are read only when the first don't do, since they cost
 * memory.
 */
public final class Trust {
    private static final List<String> BUNDLES = List.of(
            "/etc/ssl/certs/ca-certificates.crt",
            "/etc/pki/tls/certs/ca-bundle.crt",
            "/etc/ssl/ca-bundle.pem",
            "/etc/ssl/cert.pem");

    private Trust() {}

    /** Makes sockets that check certificates and host names so. */
    public static SSLSocketFactory sockets() throws IOException {
        return sockets(System.getenv("SSL_CERT_FILE"));
    }

    static SSLSocketFactory sockets(@Nullable String bundle) throws IOException {
        try {
            SSLContext context = SSLContext.getInstance("TLS");
            context.init(null, new TrustManager[] {new Either(bundle)}, null);
            return context.getSocketFactory();
        } catch (GeneralSecurityException e) {
            throw new IOException("TLS is not available: " + e.getMessage(), e);
        }
    }

    private static X509ExtendedTrustManager manager(@Nullable KeyStore store) throws GeneralSecurityException {
        TrustManagerFactory factory = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        factory.init(store);
        return (X509ExtendedTrustManager) factory.getTrustManagers()[0];
    }

    /** The certificates of a PEM file. */
    private static KeyStore store(Path bundle) throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
        store.load(null, null);
        try (InputStream in = Files.newInputStream(bundle)) {
            Collection<? extends Certificate> all =
                    CertificateFactory.getInstance("X.509").generateCertificates(in);
            int number = 0;
            for (Certificate one : all) {
                store.setCertificateEntry(Integer.toString(number++), one);
            }
        }
        return store;
    }

    private static final class Either extends X509ExtendedTrustManager {
        private final Optional<Path> bundle;

        Either(@Nullable String named) {
            bundle = Stream.concat(Stream.ofNullable(named), BUNDLES.stream())
                    .map(Path::of)
                    .filter(Files::isReadable)
                    .findFirst();
        }

        private interface Check {
            void by(X509ExtendedTrustManager manager) throws CertificateException;
        }

        private void check(Check check) throws CertificateException {
            try {
                check.by(manager(null));
            } catch (GeneralSecurityException | RuntimeException first) {
                // A trust store without any certificate can't even be asked.
                if (bundle.isEmpty()) {
                    throw new CertificateException(first.getMessage(), first);
                }
                try {
                    check.by(manager(store(bundle.get())));
                } catch (CertificateException e) {
                    throw e;
                } catch (GeneralSecurityException | IOException | RuntimeException e) {
                    throw new CertificateException(bundle.get() + " cannot be used: " + e.getMessage(), e);
                }
            }
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            check(manager -> manager.checkServerTrusted(chain, type, socket));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            check(manager -> manager.checkServerTrusted(chain, type, engine));
        }

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) throws CertificateException {
            check(manager -> manager.checkServerTrusted(chain, type));
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket socket)
                throws CertificateException {
            throw new CertificateException("an agent serves nobody");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine)
                throws CertificateException {
            throw new CertificateException("an agent serves nobody");
        }

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) throws CertificateException {
            throw new CertificateException("an agent serves nobody");
        }

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
