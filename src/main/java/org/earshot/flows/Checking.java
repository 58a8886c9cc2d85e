package org.earshot.flows;

import org.earshot.ivr.PromptBook;

/// What the checks look at.
record Checking(Outlines outlines, PromptBook prompts, CalendarShelf calendars, Names names) {}
