package io.modehub.agent.config;

/** Something the person who runs the agent can put right; the message is a sentence with the remedy. */
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1;

    private final String sentence;

    public ConfigException(String sentence) {
        super(sentence);
        this.sentence = sentence;
    }

    @Override
    public String getMessage() {
        return sentence;
    }
}
