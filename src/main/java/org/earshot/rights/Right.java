package org.earshot.rights;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/// An act that has to be allowed: what each is, and who may, is in `rights/policy.txt`. Its
/// [id][#id()] is the act's name in the log of acts and in the API's contract.
public enum Right {
    CASE_LIST,
    CASE_READ,
    CASE_SEARCH,
    CASE_WRITE,
    CASE_SCREEN,
    CASE_MERGE,
    CASE_ASSIGN,
    CASE_TRANSFER,
    CASE_DECIDE,
    CASE_EXPORT,
    CASE_EXPORT_UNREDACTED,
    CASE_READERS,
    CALL_TAKE,
    CALL_LISTEN_IN,
    RECORDING_LISTEN,
    TRANSCRIPT_READ,
    TRANSCRIPT_CORRECT,
    IDENTITY_ENROL,
    IDENTITY_UNMASK,
    HOLD_SET,
    HOLD_LIFT,
    PART_DESTROY_EARLY,
    BINDING_READ,
    BINDING_CREATE,
    BINDING_CHANGE,
    BINDING_END,
    MASK_READ,
    MASK_PUT,
    CALL_RECORDS,
    CALL_STOP,
    FLOW_READ,
    FLOW_PUBLISH,
    STAFF_READ,
    STAFF_ADD,
    STAFF_CHANGE,
    STAFF_ROLES,
    STAFF_PLEDGE,
    STAFF_CONFLICT,
    STAFF_LEAVE,
    STAFF_RESET,
    UNIT_READ,
    UNIT_ADD,
    UNIT_CHANGE,
    SESSION_READ,
    SESSION_END,
    AUDIT_READ,
    AUDIT_VERIFY,
    AUDIT_PROVE,
    ALARM_READ,
    ALARM_SETTLE,
    KEYS_READ,
    KEYS_ROTATE,
    KEYS_DESTROY,
    KEYS_ESCROW,
    BACKUP_READ,
    BACKUP_RUN,
    BACKUP_DRILL,
    BACKUP_RESTORE,
    APPROVAL_READ,
    APPROVAL_APPROVE,
    APPROVAL_REFUSE,
    RIGHTS_READ;

    /// For instance `case.export-unredacted`.
    public String id() {
        return name().toLowerCase(Locale.ROOT).replaceFirst("_", ".").replace('_', '-');
    }

    public static Optional<Right> named(String id) {
        return Arrays.stream(values()).filter(right -> right.id().equals(id)).findFirst();
    }

    @Override
    public String toString() {
        return id();
    }
}
