package io.tracemill.embeddedkafka;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The login of a broker that outlives its process, in a file of client properties that only its owner can read. */
final class LoginFile {

    private static final Pattern PASSWORD = Pattern.compile("password=\"([0-9a-f]{64})\"");
    private static final Set<PosixFilePermission> OWNER_ONLY = PosixFilePermissions.fromString("rw-------");

    private LoginFile() {}

    /**
     * The login that a file holds, or a new one, which it then holds.
     *
     * @throws IOException if the file has something else; the message is one line
     */
    static BrokerLogin of(Path file) throws IOException {
        if (!Files.exists(file)) {
            BrokerLogin login = BrokerLogin.random();
            write(login, file);
            return login;
        }
        Files.setPosixFilePermissions(file, OWNER_ONLY);
        Properties properties = new Properties();
        try (Reader text = Files.newBufferedReader(file)) {
            properties.load(text);
        }
        Matcher password = PASSWORD.matcher(properties.getProperty("sasl.jaas.config", ""));
        if (!password.find()) {
            throw new IOException(file + ": has no login of this broker; delete it to get a new one");
        }
        return new BrokerLogin(password.group(1));
    }

    private static void write(BrokerLogin login, Path file) throws IOException {
        String lines = new TreeMap<>(login.ofClient())
                .entrySet().stream()
                        .map(setting -> setting.getKey() + "=" + setting.getValue() + "\n")
                        .collect(Collectors.joining());
        Path whole = file.resolveSibling(file.getFileName() + ".new");
        Files.deleteIfExists(whole);
        Files.createFile(whole, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        Files.writeString(whole, "# The login of the broker whose data is in this directory.\n" + lines);
        Files.move(whole, file, StandardCopyOption.ATOMIC_MOVE);
    }
}
