package io.tracemill.cli.registry;

import com.microsoft.kiota.RequestInformation;
import io.apicurio.registry.resolver.client.RegistryClientFacade;
import io.apicurio.registry.resolver.client.RegistryClientFacadeImpl;
import io.apicurio.registry.rest.client.RegistryClient;
import io.apicurio.registry.serde.config.SerdeConfig;
import io.kiota.http.jdk.JDKRequestAdapter;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Base64;
import org.jspecify.annotations.Nullable;

/** Apicurio's client over the JDK's HTTP client: every request carries the credentials, and none waits for ever. */
@SuppressWarnings("unchecked") // as the class above overrides what it inherits
final class RegistryRequests extends JDKRequestAdapter {

    private static final Duration ANSWER_WITHIN = Duration.ofSeconds(15);
    private static final String API = "/apis/registry/v3";

    private final @Nullable String authorization;

    private RegistryRequests(HttpClient http, @Nullable String authorization) {
        super(http);
        this.authorization = authorization;
    }

    /** A client of the registry at a URL. */
    static RegistryClientFacade client(URI url, SerdeConfig config) {
        HttpClient http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1) // its offer to upgrade makes some servers lose the body
                .connectTimeout(ANSWER_WITHIN)
                .build();
        RegistryRequests requests = new RegistryRequests(http, authorization(config));
        String base = url.toString().replaceFirst("/+$", "");
        requests.setBaseUrl(base.endsWith(API) ? base : base + API);
        return new RegistryClientFacadeImpl(new RegistryClient(requests));
    }

    private static @Nullable String authorization(SerdeConfig config) {
        if (config.getAuthUsername() == null) {
            return null;
        }
        byte[] credentials =
                (config.getAuthUsername() + ":" + config.getAuthPassword()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(credentials);
    }

    @Override
    protected HttpRequest getRequestFromRequestInformation(RequestInformation information) {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        super.getRequestFromRequestInformation(information), (name, value) -> true)
                .timeout(ANSWER_WITHIN);
        if (authorization != null) {
            request.setHeader("Authorization", authorization);
        }
        return request.build();
    }
}
