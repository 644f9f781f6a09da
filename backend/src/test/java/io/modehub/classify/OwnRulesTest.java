package io.modehub.classify;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.activity.AudioCondition;
import io.modehub.activity.InvalidRule;
import io.modehub.activity.Rule;
import io.modehub.protocol.Activity;
import io.modehub.protocol.AudioLevel;
import io.modehub.protocol.AudioLevel.Source;
import io.modehub.store.RuleJson;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class OwnRulesTest {
    private static final Instant NOON = Instant.parse("2026-11-23T12:00:00Z");

    private static Rule rule(String conditions) {
        JsonObject json = new JsonObject(conditions.replace('\'', '"'));
        return RuleJson.read(JsonObject.of("name", "Mine", "mode", "Work").mergeIn(json), UUID.randomUUID());
    }

    private static Activity window(String app, String title, String domain, AudioLevel... audio) {
        return new Activity(NOON, 5_000, app, title, domain, 1, 1, 0L, List.of(audio));
    }

    private static boolean matches(String conditions, Activity activity) {
        return match(OwnRules.of(List.of(rule(conditions))), activity).isPresent();
    }

    private static Optional<Rule> match(OwnRules rules, Activity activity) {
        Evidence evidence = new Evidence();
        evidence.add(activity);
        return rules.match(activity, evidence.heard(), NOON.atZone(ZoneOffset.UTC));
    }

    @Test
    void theFirstThatMatchesWins() {
        Rule disabled = rule("{'name':'off','enabled':false,'app':{'is':'code'}}");
        Rule other = rule("{'name':'other','app':{'is':'chrome'}}");
        Rule first = rule("{'name':'first','title':{'contains':'Main'}}");
        Rule second = rule("{'name':'second','app':{'is':'code'}}");
        OwnRules rules = OwnRules.of(List.of(disabled, other, first, second));

        assertThat(match(rules, window("code", "Main.java", null))).contains(first);
        assertThat(match(rules, window("code", "Other.java", null))).contains(second);
        assertThat(match(rules, window("gimp", "Other.java", null))).isEmpty();
        assertThat(rules.rules()).containsExactly(disabled, other, first, second);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "{'app':{'is':'Code'}};code;;;true",
                "{'app':{'is':'code'}};Code.exe;;;true",
                "{'app':{'is':'code'}};code - insiders;;;false",
                "{'app':{'contains':'CODE'}};code - insiders;;;true",
                "{'title':{'contains':'straße'}};x;Hauptstraße 1;;true",
                "{'title':{'is':'Übersicht'}};x;ÜBERSICHT;;true",
                "{'title':{'pattern':'^inv-\\\\d+$'}};x;INV-12;;true",
                "{'title':{'pattern':'^inv-\\\\d+$'}};x;INV-12b;;false",
                "{'title':{'contains':'a'}};x;;;false",
                "{'domain':{'is':'github.com'}};x;;GitHub.com;true",
                "{'domain':{'is':'github.com'}};x;;gist.github.com;true",
                "{'domain':{'is':'github.com'}};x;;notgithub.com;false",
                "{'domain':{'is':'github.com'}};x;;github.com.evil.example;false",
                "{'domain':{'pattern':'(^|\\\\.)example\\\\.(com|org)$'}};x;;www.example.org;true",
                "{'app':{'is':'code'},'title':{'contains':'main'}};code;Other.java;;false",
                "{'hours':{'from':'12:00','to':'13:00','days':[1]}};x;;;true",
                "{'hours':{'from':'12:00','to':'13:00','days':[2]}};x;;;false"
            })
    void everyConditionMustHold(String conditions, String app, String title, String domain, boolean expected) {
        assertThat(matches(conditions, window(app, title, domain))).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource({
        "SILENCE,-120,0,-120,0,false,true",
        "SILENCE,-120,0,-30,0,false,false",
        "SILENCE,-30,0.9,-120,0,true,false",
        "SYSTEM_SOUND,-120,0,-30,0,false,true",
        "SYSTEM_SOUND,-30,0.9,-80,0,false,false",
        "VOICE_SYSTEM,-120,0,-30,0.8,false,true",
        "VOICE_MICROPHONE,-30,0.8,-120,0,false,true",
        "VOICE_MICROPHONE,-30,0.1,-30,0.9,false,false",
        "BOTH_VOICES,-30,0.8,-30,0.8,false,true",
        "BOTH_VOICES,-30,0.8,-30,0.1,false,false",
        "MICROPHONE_IN_USE,-120,0,-120,0,true,true",
        "MICROPHONE_IN_USE,-30,0.9,-120,0,false,false"
    })
    void listensToWhatWasHeard(
            AudioCondition audio,
            double mic,
            double micVoice,
            double system,
            double voice,
            boolean inUse,
            boolean heard) {
        Activity activity = window(
                "x",
                null,
                null,
                new AudioLevel(Source.MICROPHONE, null, mic, mic, micVoice, inUse, null),
                new AudioLevel(Source.SYSTEM, null, system, system, voice, null, null));

        assertThat(matches("{'audio':'" + audio.wire() + "'}", activity)).isEqualTo(heard);
    }

    @Test
    void aPauseInTheTalkIsNoEndOfIt() {
        Evidence evidence = new Evidence();
        List<Boolean> spoken = new ArrayList<>();
        List<Boolean> silent = new ArrayList<>();
        for (int second = 0; second < 60; second += 5) {
            AudioLevel level = second == 0
                    ? new AudioLevel(Source.MICROPHONE, null, -30, -20, 0.8, false, null)
                    : new AudioLevel(Source.MICROPHONE, null, -120, -120, 0, false, null);
            Activity now = new Activity(NOON.plusSeconds(second), 5_000, "x", null, null, 1, 1, 0L, List.of(level));
            evidence.add(now);
            spoken.add(evidence.heard().holds(AudioCondition.VOICE_MICROPHONE));
            silent.add(evidence.heard().holds(AudioCondition.SILENCE));
        }

        assertThat(spoken)
                .startsWith(true, true, true, true, true, true, true, false)
                .endsWith(false);
        assertThat(silent)
                .startsWith(false, false, false, false, false, false, false, true)
                .endsWith(true);
    }

    @Test
    void whoCannotListenHearsNoSilence() {
        assertThat(matches("{'audio':'silence'}", window("x", null, null))).isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\u202egnp.exe",
                "\u1c80\u1c88\u1c81",
                "\u0000\ud800",
                "((((((((((",
                "<script>alert(1)</script>",
                "'; drop table rules; --",
                "\ud83d\udc69\u200d\ud83d\udcbb e\u0301\u0301\u0301"
            })
    void hostileTitlesAreOnlyText(String title) {
        assertThat(matches("{'title':{'pattern':'(в|[а-я]+|.+)+$'}}", window("x", title, title)))
                .isTrue();
        assertThat(matches("{'title':{'contains':'" + "nothing of this" + "'}}", window("x", title, title)))
                .isFalse();
    }

    @Test
    void twoHundredRulesAreMostAndTheirPatternsAreBoundedTogether() {
        List<Rule> most = IntStream.range(0, Rule.MAX_RULES)
                .mapToObj(i -> rule("{'title':{'contains':'t" + i + "'}}"))
                .toList();
        OwnRules.of(most);
        List<Rule> more = IntStream.rangeClosed(0, Rule.MAX_RULES)
                .mapToObj(i -> most.get(0))
                .toList();
        List<Rule> large = IntStream.range(0, 20)
                .mapToObj(i -> rule("{'title':{'pattern':'(.?){30}" + i + "'}}"))
                .toList();

        assertThatThrownBy(() -> OwnRules.of(more))
                .isInstanceOf(InvalidRule.class)
                .hasMessageContaining("200 rules");
        assertThatThrownBy(() -> OwnRules.of(large))
                .isInstanceOf(InvalidRule.class)
                .hasMessageContaining("too large");
    }
}
