package io.modehub.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.modehub.activity.InvalidRule;
import io.modehub.activity.Rule;
import io.vertx.core.json.JsonObject;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RuleJsonTest {
    private static Rule read(String json) {
        return RuleJson.read(new JsonObject(json.replace('\'', '"')), UUID.randomUUID());
    }

    @Test
    void aRuleComesBackAsItWas() {
        Rule rule = read(
                "{'name':'Calls','enabled':false,'mode':'mode:7','app':{'is':'Zoom'},'title':{'pattern':'\\\\d+'},"
                        + "'domain':{'contains':'zoom'},'hours':{'from':'22:00','to':'06:00','days':[7,1]},'audio':'bothVoices'}");

        List<Rule> back = RuleJson.readAll(RuleJson.writeAll(List.of(rule)));

        assertThat(back).containsExactly(rule);
        assertThat(RuleJson.write(rule).getJsonObject("hours").encode())
                .isEqualTo("{\"from\":\"22:00\",\"to\":\"06:00\",\"days\":[1,7]}");
    }

    @Test
    void everyDayIsLeftOut() {
        JsonObject json = RuleJson.write(
                read("{'name':'n','mode':'Work','hours':{'from':'00:00','to':'00:00','days':[1,2,3,4,5,6,7]}}"));

        assertThat(json.fieldNames()).containsExactly("id", "name", "enabled", "mode", "hours");
        assertThat(json.getJsonObject("hours").fieldNames()).containsExactly("from", "to");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{'mode':'Work','app':{'is':'x'}} | name | is missing",
                "{'name':' ','mode':'Work','app':{'is':'x'}} | name | must not be blank",
                "{'name':'a\\nb','mode':'Work','app':{'is':'x'}} | name | control characters",
                "{'name':7,'mode':'Work','app':{'is':'x'}} | name | must be a text",
                "{'name':'n','app':{'is':'x'}} | mode | is missing",
                "{'name':'n','mode':'Work'} | '' | at least one of app, title, domain, hours and audio",
                "{'name':'n','mode':'Work','app':{}} | app | exactly one of is, contains and pattern",
                "{'name':'n','mode':'Work','app':{'is':'x','contains':'y'}} | app | exactly one of",
                "{'name':'n','mode':'Work','app':'code'} | app | must be an object",
                "{'name':'n','mode':'Work','title':{'contains':'a\\u0007'}} | title/contains | control characters",
                "{'name':'n','mode':'Work','title':{'contains':'\\ud800'}} | title/contains | control characters",
                "{'name':'n','mode':'Work','title':{'pattern':'('}} | title/pattern | can't be read",
                "{'name':'n','mode':'Work','title':{'pattern':'((a{999}){999}){999}'}} | title/pattern | too large",
                "{'name':'n','mode':'Work','domain':{'is':'https://x.org/y'}} | domain/is | without https://",
                "{'name':'n','mode':'Work','hours':{'from':'9','to':'10:00'}} | hours/from | example: 09:30",
                "{'name':'n','mode':'Work','hours':{'from':'24:00','to':'10:00'}} | hours/from | 23:59",
                "{'name':'n','mode':'Work','hours':{'from':'09:00'}} | hours/to | is missing",
                "{'name':'n','mode':'Work','hours':{'from':'09:00','to':'10:00','days':[0]}} | hours/days | 1 (Monday) to 7",
                "{'name':'n','mode':'Work','hours':{'from':'09:00','to':'10:00','days':[]}} | hours/days | at least one day",
                "{'name':'n','mode':'Work','audio':'loud'} | audio | must be one of microphoneInUse",
                "{'name':'n','mode':'Work','enabled':'yes','audio':'silence'} | enabled | true or false"
            })
    void whatIsWrongIsToldWithItsField(String json, String path, String remedy) {
        assertThatThrownBy(() -> read(json)).isInstanceOfSatisfying(InvalidRule.class, e -> {
            assertThat(e.path()).isEqualTo(path);
            assertThat(e.remedy()).contains(remedy);
        });
    }

    @Test
    void textsHaveAnEnd() {
        assertThatThrownBy(() -> read("{'name':'n','mode':'Work','title':{'is':'" + "x".repeat(201) + "'}}"))
                .hasMessageContaining("at most 200");
    }
}
