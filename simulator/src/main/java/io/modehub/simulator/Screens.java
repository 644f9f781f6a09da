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
                weights(MAIL, 3, DOCUMENT, 3, SHEET, 3, SLIDES, 2, RESEARCH, 7, TEAMCHAT, 3, PLANNING, 2, TUTORIAL, 1)
                        .and(READING, 1, CHAT, 1, NEWS, 0.8, SHOP, 0.4)
                        .byScene,
                weights(VIDEO, 2, STREAM, 0.7, SOCIAL, 2, NEWS, 3, SHOP, 3, CHAT, 2, MUSIC, 1, PRIVATE, 3)
                        .and(RESEARCH, 3, MAIL, 1, TUTORIAL, 0.7, DOCUMENT, 0.3)
                        .byScene);
    }

    private static Screens student() {
        return new Screens(
                weights(LEARN, 4, DOCUMENT, 2, READING, 4, RESEARCH, 7, CODE, 1, TUTORIAL, 3, SLIDES, 1, CHAT, 2.5)
                        .and(MAIL, 0.5, PLANNING, 0.5, SOCIAL, 0.8, VIDEO, 0.4)
                        .byScene,
                weights(VIDEO, 4, STREAM, 0.7, SOCIAL, 4, CHAT, 4, MUSIC, 1.5, SHOP, 1, NEWS, 1, PRIVATE, 2)
                        .and(RESEARCH, 2, TUTORIAL, 0.6, VOICECHAT, 0.5, READING, 0.6)
                        .byScene);
    }

    private static Screens gamer() {
        return new Screens(
                weights(CODE, 5, TERMINAL, 3, RESEARCH, 6, TEAMCHAT, 2, DESIGN, 2, PLANNING, 1, TUTORIAL, 1.2)
                        .and(MAIL, 1, CHAT, 1, VIDEO, 0.5, VOICECHAT, 0.3)
                        .byScene,
                weights(VIDEO, 4, STREAM, 0.7, SOCIAL, 2, NEWS, 1, CHAT, 2, VOICECHAT, 1, MUSIC, 1, LAUNCHER, 1)
                        .and(SHOP, 1, RESEARCH, 3, CODE, 0.8, DESIGN, 0.4, PRIVATE, 2)
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
