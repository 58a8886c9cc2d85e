package org.earshot.flows;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.LinkedHashMap;
import java.util.SequencedMap;

/// What a record is made of.
final class RecordParts {

    private RecordParts() {}

    /// The values by the names of the components, in their order.
    static SequencedMap<String, Object> of(Record record) {
        var parts = new LinkedHashMap<String, Object>();
        for (var component : record.getClass().getRecordComponents()) {
            parts.put(component.getName(), read(record, component));
        }
        return parts;
    }

    private static Object read(Record record, RecordComponent component) {
        try {
            var accessor = component.getAccessor();
            accessor.setAccessible(true);
            return accessor.invoke(record);
        } catch (IllegalAccessException | InvocationTargetException impossible) {
            throw new IllegalStateException("a record hides " + component.getName(), impossible);
        }
    }
}
