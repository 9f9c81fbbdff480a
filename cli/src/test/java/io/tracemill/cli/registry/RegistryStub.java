package io.tracemill.cli.registry;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.avro.Schema;
import org.apache.avro.SchemaCompatibility;
import org.apache.avro.SchemaCompatibility.SchemaCompatibilityType;

/** The part of Apicurio Registry's HTTP API (version 3) that its serde uses, as the registry itself answers. */
public final class RegistryStub implements AutoCloseable {

    private static final String API = "/apis/registry/v3";
    private static final Pattern ARTIFACTS = Pattern.compile(API + "/groups/default/artifacts");
    private static final Pattern CONTENT = Pattern.compile(API + "/ids/contentIds/(\\d+)");
    private static final Pattern REFERENCES = Pattern.compile(API + "/ids/contentIds/\\d+/references");

    private final ObjectMapper json = new ObjectMapper();
    private final HttpServer server;
    private final List<String> contents = new ArrayList<>();
    private final Map<String, List<Integer>> artifacts = new TreeMap<>();
    private int requests;
    private boolean down;
    private String credentials = "";

    /** A registry without schemas, on a free port of the loopback interface. */
    public RegistryStub() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", this::answer);
        server.setExecutor(Executors.newSingleThreadExecutor());
        server.start();
    }

    public String url() {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    /** Its artifacts, and the ids of the content of their versions. */
    public synchronized Map<String, List<Integer>> artifacts() {
        return new TreeMap<>(artifacts);
    }

    /** Requests so far. */
    synchronized int requests() {
        return requests;
    }

    /** Answers nothing but that it is unavailable, or all again. */
    synchronized void setDown(boolean value) {
        down = value;
    }

    /** Answers only requests with this authorization. */
    synchronized void require(String authorization) {
        credentials = authorization;
    }

    /** Registers a schema; returns the id of its content. */
    public synchronized int register(String artifact, String schema) {
        if (!contents.contains(schema)) {
            contents.add(schema);
        }
        int id = contents.indexOf(schema) + 1;
        List<Integer> versions = artifacts.computeIfAbsent(artifact, name -> new ArrayList<>());
        if (!versions.contains(id)) {
            versions.add(id);
        }
        return id;
    }

    private synchronized void answer(HttpExchange exchange) throws IOException {
        try (exchange) {
            requests++;
            String authorization = exchange.getRequestHeaders().getFirst("Authorization");
            Matcher content = CONTENT.matcher(exchange.getRequestURI().getPath());
            if (down) {
                problem(exchange, 503, "Service unavailable");
            } else if (!credentials.isEmpty() && !credentials.equals(authorization)) {
                exchange.sendResponseHeaders(401, -1);
            } else if (ARTIFACTS.matcher(exchange.getRequestURI().getPath()).matches()) {
                create(exchange);
            } else if (REFERENCES.matcher(exchange.getRequestURI().getPath()).matches()) {
                send(exchange, 200, "[]");
            } else if (content.matches()) {
                content(exchange, Integer.parseInt(content.group(1)));
            } else {
                problem(exchange, 404, "Could not find resource for full path: " + exchange.getRequestURI());
            }
        }
    }

    private void content(HttpExchange exchange, int id) throws IOException {
        if (id < 1 || id > contents.size()) {
            problem(exchange, 404, "No content with ID '" + id + "' was found.");
        } else {
            send(exchange, 200, contents.get(id - 1));
        }
    }

    /** Finds the version or creates it, where every version before can be read with it. */
    private void create(HttpExchange exchange) throws IOException {
        JsonNode request = json.readTree(exchange.getRequestBody());
        String artifact = request.get("artifactId").asText();
        String schema = request.at("/firstVersion/content/content").asText();
        Schema reader = new Schema.Parser().parse(schema);
        for (int version : artifacts.getOrDefault(artifact, List.of())) {
            Schema writer = new Schema.Parser().parse(contents.get(version - 1));
            if (SchemaCompatibility.checkReaderWriterCompatibility(reader, writer)
                            .getType()
                    == SchemaCompatibilityType.INCOMPATIBLE) {
                problem(
                        exchange,
                        409,
                        "Incompatible artifact: " + artifact + " [AVRO], num of incompatible diffs: {1}");
                return;
            }
        }
        int id = register(artifact, schema);
        int version = artifacts.getOrDefault(artifact, List.of()).indexOf(id) + 1;
        send(exchange, 200, """
                {"artifact":{"artifactType":"AVRO","artifactId":"%s"},
                 "version":{"version":"%d","artifactType":"AVRO","globalId":%d,"state":"ENABLED","contentId":%d,
                            "artifactId":"%s"}}""".formatted(artifact, version, 1000 + id, id, artifact));
    }

    private void problem(HttpExchange exchange, int status, String title) throws IOException {
        String body =
                json.writeValueAsString(Map.of("title", title, "detail", title, "status", status, "name", "Problem"));
        send(exchange, status, body);
    }

    private static void send(HttpExchange exchange, int status, String body) throws IOException {
        byte[] bytes = body.getBytes(UTF_8);
        exchange.getResponseHeaders().add("Content-Type", "application/json");
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    @Override
    public void close() {
        server.stop(0);
    }
}
