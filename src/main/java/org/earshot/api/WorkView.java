package org.earshot.api;

import org.earshot.staff.WorkItem;

/// Something open that a person has in hand. The names are the contract's.
public record WorkView(String kind, String object) {

    public static WorkView of(WorkItem item) {
        return new WorkView(item.kind(), item.object());
    }
}
