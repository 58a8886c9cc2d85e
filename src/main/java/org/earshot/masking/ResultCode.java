package org.earshot.masking;

/// Why a call to a mask ended as it did: the operators' codes where they have one (8xxx: before the
/// call was put through, 7xxx: a list or a limit of the platform's).
public enum ResultCode {
    /// Put through, and released in order.
    NORMAL(0, 16),
    /// The caller is on our list of the blocked.
    CALLER_BLOCKED(7003, 21),
    /// A dialled its mask and there is nobody it should reach.
    NO_CALLEE(8013, 1),
    /// No binding of that mask with that caller; also: no such extension.
    NO_BINDING(8014, 1),
    /// Block mode: the owner of the mask did not say whom it is for. The caller may try again.
    OWNER_SILENT(8014, 41),
    /// The binding does not let calls pass in this direction.
    DIRECTION(8016, 21),
    /// A dialled its mask and the record of the last caller has expired.
    NO_CALLBACK(8019, 1),
    CALLER_TOO_OFTEN(8047, 21),
    CALLED_TOO_OFTEN(8048, 21),
    MASK_TOO_OFTEN(8049, 21),
    /// Outside the hours of the binding.
    CLOSED(8050, 21),
    /// The mask is suspended, or may not do this.
    MASK_NOT_USABLE(8055, 21);

    private final int code;
    private final int cause;

    ResultCode(int code, int cause) {
        this.code = code;
        this.cause = cause;
    }

    public int code() {
        return code;
    }

    /// With which the caller is released, as in Q.850: 1 unallocated number (SIP 404), 16 normal,
    /// 21 rejected (SIP 403), 41 temporary failure.
    public int cause() {
        return cause;
    }
}
