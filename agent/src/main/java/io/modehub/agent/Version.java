package io.modehub.agent;

import picocli.CommandLine.IVersionProvider;

/** The version in the jar's manifest. */
final class Version implements IVersionProvider {
    static String current() {
        String version = Version.class.getPackage().getImplementationVersion();
        return version == null ? "development" : version;
    }

    /** This system's name on the agent link. */
    static String platform() {
        String name = System.getProperty("os.name");
        return name.startsWith("Windows") ? "windows" : name.startsWith("Mac") ? "macos" : "linux";
    }

    @Override
    public String[] getVersion() {
        return new String[] {"modehub-agent " + current()};
    }
}
