package io.tracemill.embeddedkafka;

import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/**
 * The only login of a broker. Other users of the machine reach the loopback device, too.
 *
 * @param password drawn at random for each broker
 */
record BrokerLogin(String password) {

    private static final String USER = "tracemill";
    private static final int PASSWORD_BYTES = 32;

    static BrokerLogin random() {
        byte[] password = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(password);
        return new BrokerLogin(HexFormat.of().formatHex(password));
    }

    /** Settings of a broker that admits this login only, at its listener for clients and at that of its controller. */
    Map<String, String> ofBroker() {
        String module = module("user_" + USER + "=\"" + password + "\"");
        return Map.of(
                "listener.security.protocol.map",
                BrokerSettings.CLIENT_LISTENER + ":SASL_PLAINTEXT," + BrokerSettings.CONTROLLER_LISTENER
                        + ":SASL_PLAINTEXT",
                "sasl.enabled.mechanisms",
                "PLAIN",
                "sasl.mechanism.inter.broker.protocol",
                "PLAIN",
                "sasl.mechanism.controller.protocol",
                "PLAIN",
                jaas(BrokerSettings.CLIENT_LISTENER),
                module,
                jaas(BrokerSettings.CONTROLLER_LISTENER),
                module);
    }

    private static String jaas(String listener) {
        return "listener.name." + listener.toLowerCase(Locale.ROOT) + ".plain.sasl.jaas.config";
    }

    /** Settings of a client that logs in. */
    Map<String, Object> ofClient() {
        return Map.of(
                "security.protocol", "SASL_PLAINTEXT",
                "sasl.mechanism", "PLAIN",
                "sasl.jaas.config", module(""));
    }

    private String module(String users) {
        return "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"" + USER + "\" password=\""
                + password + "\" " + users + ";";
    }

    @Override
    public String toString() {
        return USER;
    }
}
