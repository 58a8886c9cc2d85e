package org.earshot.ivr;

import java.util.ArrayList;
import java.util.List;

/// Comma-separated values as [RFC 4180](https://www.rfc-editor.org/rfc/rfc4180#section-2) has them.
/// Lenient: a quote that is not closed ends with the file.
final class Csv {

    /// @param line on which the row begins, from 1
    record Row(int line, List<String> fields) {}

    private final String text;
    private int at;
    private int line = 1;

    private Csv(String text) {
        this.text = text.replace("\r\n", "\n");
    }

    /// Empty lines are left out.
    static List<Row> parse(String text) {
        var csv = new Csv(text);
        var rows = new ArrayList<Row>();
        while (csv.at < csv.text.length()) {
            var row = csv.row();
            if (!row.fields().equals(List.of(""))) {
                rows.add(row);
            }
        }
        return rows;
    }

    private Row row() {
        int first = line;
        var fields = new ArrayList<String>();
        fields.add(field());
        while (at < text.length() && text.charAt(at) == ',') {
            at++;
            fields.add(field());
        }
        at++; // the end of the line, or of the text
        line++;
        return new Row(first, List.copyOf(fields));
    }

    private String field() {
        var field = new StringBuilder();
        var quoted = false;
        for (; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '"' && quoted && at + 1 < text.length() && text.charAt(at + 1) == '"') {
                field.append(c);
                at++;
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                break;
            } else {
                line += c == '\n' ? 1 : 0;
                field.append(c);
            }
        }
        return field.toString();
    }
}
