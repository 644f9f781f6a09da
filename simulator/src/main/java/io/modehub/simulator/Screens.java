package io.modehub.simulator;

import static io.modehub.simulator.Scene.*;

import java.util.EnumMap;
import java.util.Map;

/**
 * What a kind of person has on the screen, scene by weight. Much appears on both sides: the same browser, mail and chat
 * serve work and leisure.
 */
record Screens(Map<Scene, Double> work, Map<Scene, Double> relax) {

    static Screens of(Persona persona) {
        return switch (persona) {
            case OFFICE -> office();
            case STUDENT -> student();
            case GAMER -> gamer();
        };
    }

    private static Screens office() {
        return new Screens(
                weights(MAIL, 3, DOCUMENT, 3, SHEET, 3, SLIDES, 2, RESEARCH, 4, TEAMCHAT, 3, PLANNING, 2, TUTORIAL, 0.4)
                        .and(READING, 1, CHAT, 0.5, NEWS, 0.4, SHOP, 0.2)
                        .byScene,
                weights(VIDEO, 2, STREAM, 1, SOCIAL, 2, NEWS, 3, SHOP, 3, CHAT, 2, MUSIC, 1, PRIVATE, 2)
                        .and(RESEARCH, 2, MAIL, 0.6, TUTORIAL, 0.4)
                        .byScene);
    }

    private static Screens student() {
        return new Screens(
                weights(LEARN, 4, DOCUMENT, 2, READING, 4, RESEARCH, 4, CODE, 1, TUTORIAL, 1.5, SLIDES, 1, CHAT, 1)
                        .and(MAIL, 0.5, PLANNING, 0.5, SOCIAL, 0.3)
                        .byScene,
                weights(VIDEO, 4, STREAM, 1, SOCIAL, 4, CHAT, 4, MUSIC, 1.5, SHOP, 1, NEWS, 1, PRIVATE, 1)
                        .and(RESEARCH, 2, TUTORIAL, 0.5, VOICECHAT, 0.5)
                        .byScene);
    }

    private static Screens gamer() {
        return new Screens(
                weights(CODE, 5, TERMINAL, 3, RESEARCH, 3, TEAMCHAT, 2, DESIGN, 2, PLANNING, 1, TUTORIAL, 0.6)
                        .and(MAIL, 1, CHAT, 0.5, VIDEO, 0.2)
                        .byScene,
                weights(VIDEO, 4, STREAM, 1, SOCIAL, 2, NEWS, 1, CHAT, 2, VOICECHAT, 1, MUSIC, 1, LAUNCHER, 1)
                        .and(SHOP, 1, RESEARCH, 2, CODE, 0.5)
                        .byScene);
    }

    private static Weights weights(Object... scenesAndWeights) {
        return new Weights().and(scenesAndWeights);
    }

    /** Alternates scenes and weights. */
    private static final class Weights {
        private final Map<Scene, Double> byScene = new EnumMap<>(Scene.class);

        Weights and(Object... scenesAndWeights) {
            for (int i = 0; i < scenesAndWeights.length; i += 2) {
                byScene.put((Scene) scenesAndWeights[i], ((Number) scenesAndWeights[i + 1]).doubleValue());
            }
            return this;
        }
    }
}
