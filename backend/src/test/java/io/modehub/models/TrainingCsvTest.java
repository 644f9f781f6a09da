package io.modehub.models;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TrainingCsvTest {
    private static final ZoneId BERLIN = ZoneId.of("Europe/Berlin");
    private static final String HEADER = "app_name,mouse_activity,hour,day_of_week,mode\n";

    @Test
    void readsThePrototypesTable() {
        assertThat(read(HEADER + "Teams,4,09,1,Work\nGame,9.5,23,7,Gaming\n"))
                .containsExactly(line("Teams", 4, 9, 1, "Work"), line("Game", 9.5, 23, 7, "Gaming"));
    }

    @Test
    void columnsMayComeInAnyOrderWithQuotesCommasAndLineBreaks() {
        List<TrainingLine> lines = read("""
                Mode , hour,day_of_week,mouse_activity,app_name,window_title
                "Work, mostly",0,7,0,"Code ""Insiders"", beta","two
                lines"
                """);

        assertThat(lines).singleElement().satisfies(line -> {
            assertThat(line.mode()).isEqualTo("Work, mostly");
            assertThat(line.app()).isEqualTo("Code \"Insiders\", beta");
            assertThat(line.title()).isEqualTo("two\nlines");
        });
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16", "UTF-16LE", "UTF-16BE", "windows-1252"})
    void readsTheEncodingsOfSpreadsheets(String encoding) {
        String table = HEADER + "Büro – Übersicht,1,8,1,Arbeit\n";

        assertThat(TrainingCsv.read(table.getBytes(Charset.forName(encoding)), BERLIN))
                .singleElement()
                .extracting(TrainingLine::app)
                .isEqualTo("Büro – Übersicht");
    }

    @Test
    void aByteOrderMarkIsNoPartOfTheFirstColumn() {
        assertThat(read("\uFEFF" + HEADER + "a,1,8,1,Work\n")).hasSize(1);
    }

    @Test
    void otherEncodingsAndFilesAreRefusedWithARemedy() {
        byte[] undefinedInWindows1252 = {(byte) 0x81, (byte) 0x8d, 'a'};
        for (byte[] file : List.of(undefinedInWindows1252, new byte[] {0, 0, 0, 1}, new byte[] {'a', 7, (byte) 0xff})) {
            assertThatThrownBy(() -> TrainingCsv.read(file, BERLIN))
                    .isInstanceOf(UnusableTable.class)
                    .hasMessageContaining("CSV UTF-8");
        }
        assertThatThrownBy(() -> TrainingCsv.read("PK\3\4xl/worksheets".getBytes(StandardCharsets.US_ASCII), BERLIN))
                .hasMessageContaining("workbook");
        assertThatThrownBy(() -> TrainingCsv.read(new byte[TableText.MAX_BYTES + 1], BERLIN))
                .hasMessageContaining("32 MB");
    }

    @Test
    void semicolonsAndDecimalCommasAsExcelWritesThem() {
        assertThat(read("sep=;\r\napp_name;mouse_activity;hour;day_of_week;mode\r\nTeams;4,5;9;1;Work\r\n"))
                .containsExactly(line("Teams", 4.5, 9, 1, "Work"));
        assertThat(read("app_name\tmouse_activity\thour\tday_of_week\tmode\nTeams\t4\t9\t1\tWork"))
                .containsExactly(line("Teams", 4, 9, 1, "Work"));
    }

    @Test
    void missingUnknownAndDoubleColumnsAreAllNamed() {
        UnusableTable refusal = refusal("app_name,mouse,hour,hour,mode\na,1,2,3,Work\n");

        assertThat(refusal.faults())
                .extracting(UnusableTable.Fault::text)
                .satisfiesExactly(
                        text -> assertThat(text)
                                .startsWith("line 1: 'mouse' is no column")
                                .contains("mouse_activity"),
                        text -> assertThat(text).startsWith("line 1: hour is there twice"),
                        text -> assertThat(text).startsWith("line 1: mouse_activity is missing"),
                        text -> assertThat(text).startsWith("line 1: day_of_week is missing"));
    }

    @Test
    void everyFaultNamesLineColumnAndRemedy() {
        UnusableTable refusal = refusal(HEADER + """
                a,1,24,1,Work
                ,1,8,1,Work
                a,eleven,8,1,Work
                a,11,8,0,

                a,1,8,Monday,Work
                a,1,8,1
                a,NaN,8,1,Work
                """);

        assertThat(refusal.faults())
                .extracting(UnusableTable.Fault::text)
                .containsExactly(
                        "line 2: hour is '24'; it must be an hour from 0 to 23; midnight is 0",
                        "line 3: app_name is empty; every row needs one",
                        "line 4: mouse_activity is 'eleven'; it must be a number from 0 to 10",
                        "line 5: mouse_activity is '11'; it must be a number from 0 to 10",
                        "line 5: day_of_week is '0'; it must be a day from 1 (Monday) to 7 (Sunday)",
                        "line 5: mode is empty; every row needs one",
                        "line 7: day_of_week is 'Monday'; it must be a day from 1 (Monday) to 7 (Sunday)",
                        "line 8: has 4 cells but the header has 5; put a cell that contains ',' in double quotes",
                        "line 9: mouse_activity is 'NaN'; it must be a number from 0 to 10");
        assertThat(refusal)
                .hasMessage("line 2: hour is '24'; it must be an hour from 0 to 23; midnight is 0 (and 8 more)");
    }

    @Test
    void linesAreThoseOfTheFileEvenAfterAMultilineCell() {
        assertThat(refusal(HEADER + "\"a\nb\",1,8,1,Work\na,1,99,1,Work\n").faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.line()).isEqualTo(4));
    }

    @Test
    void atMostTwentyFaultsAreTold() {
        assertThat(refusal(HEADER + "a,1,24,1,Work\n".repeat(500)).faults()).hasSize(20);
    }

    @Test
    void aQuoteThatIsNeverClosedIsTold() {
        assertThat(refusal(HEADER + "a,1,8,1,Work\n\"b,1,8,1,Work\nc,1,8,1,Work\n")
                        .faults())
                .singleElement()
                .satisfies(fault -> assertThat(fault.text()).startsWith("line 3: a double quote isn't closed"));
    }

    @Test
    void namesOfMoreThan512CharactersAreRefused() {
        assertThat(refusal(HEADER + "a".repeat(513) + ",1,8,1,Work\n"))
                .hasMessage("line 2: app_name has more than 512 characters; cut it");
    }

    @ParameterizedTest
    @CsvSource({
        "2026-11-23T09:15:00Z, 2026-11-23T09:15:00Z",
        "2026-11-23 09:15:00, 2026-11-23T08:15:00Z",
        "2026-11-23T09:15:00.5+02:00, 2026-11-23T07:15:00.500Z"
    })
    void timesWithoutAnOffsetAreInTheZone(String cell, Instant expected) {
        assertThat(read("app_name,mouse_activity,hour,day_of_week,mode,timestamp\na,1,8,1,Work," + cell))
                .singleElement()
                .extracting(TrainingLine::at)
                .isEqualTo(expected);
    }

    @Test
    void aTimeThatIsNoneIsTold() {
        for (String cell : List.of("", "yesterday", "1969-01-01T00:00:00Z", "+999999999-01-01T00:00:00Z")) {
            assertThat(refusal("app_name,mouse_activity,hour,day_of_week,mode,timestamp\na,1,8,1,Work," + cell))
                    .hasMessageContaining("line 2: timestamp");
        }
    }

    @Test
    void aVoiceIsSomewhere() {
        String header = "app_name,mouse_activity,hour,day_of_week,mode,mic_db,system_db,voice\n";
        assertThat(refusal(header + "a,1,8,1,Work,,,0.5\n")).hasMessageContaining("mic_db or system_db");
        assertThat(refusal(header + "a,1,8,1,Work,3,,1.5\n").faults()).hasSize(2);
        assertThat(read(header + "a,1,8,1,Work,-30,,0.5\n")).hasSize(1);
    }

    @Test
    void anEmptyFileAndAHeaderAlone() {
        assertThat(refusal("")).hasMessageContaining("the file is empty").hasMessageContaining("app_name");
        assertThat(read(HEADER)).isEmpty();
    }

    @Test
    void aHundredThousandRowsAreReadAndTwoHundredThousandRefused() {
        assertThat(read(HEADER + "a,1,8,1,Work\n".repeat(TrainingCsv.MAX_ROWS))).hasSize(TrainingCsv.MAX_ROWS);
        assertThat(refusal(HEADER + "a,1,8,1,Work\n".repeat(200_000)))
                .hasMessageContaining("line 100002: the table has more than 100000 rows");
    }

    @Test
    void whatIsExportedIsReadBack() throws IOException {
        List<TrainingLine> lines = List.of(
                new TrainingLine(
                        "=cmd|' /C calc'!A0", "a \"b\",\nc;", 1.25, 3.5, 8, 1, "Work", -33.5, -120.0, 0.25, NINE),
                new TrainingLine("b", null, 0, null, 23, 7, "@home", null, null, null, NINE));
        StringBuilder out = new StringBuilder();

        TrainingCsvWriter.write(lines, out);

        assertThat(out.toString()).contains("'=cmd").contains("'@home").startsWith("app_name,mouse_activity,hour,");
        assertThat(read(out.toString())).isEqualTo(lines);
    }

    @Property(tries = 500)
    void whateverTheBytesTheyAreReadOrRefused(@ForAll byte[] bytes, @ForAll String text) {
        for (byte[] file : List.of(bytes, (HEADER + text).getBytes(StandardCharsets.UTF_8))) {
            assertThatCode(() -> {
                        try {
                            TrainingCsv.read(file, BERLIN);
                        } catch (UnusableTable e) {
                            assertThat(e.faults()).isNotEmpty();
                        }
                    })
                    .doesNotThrowAnyException();
        }
    }

    private static final Instant NINE = Instant.parse("2026-11-23T09:00:00Z");

    private static TrainingLine line(String app, double mouse, int hour, int day, String mode) {
        return new TrainingLine(app, null, mouse, null, hour, day, mode, null, null, null, null);
    }

    private static List<TrainingLine> read(String table) {
        return TrainingCsv.read(table.getBytes(StandardCharsets.UTF_8), BERLIN);
    }

    private static UnusableTable refusal(String table) {
        return catchThrowableOfType(UnusableTable.class, () -> read(table));
    }
}
