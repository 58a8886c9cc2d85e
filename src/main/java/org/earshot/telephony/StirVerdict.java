package org.earshot.telephony;

/// What became of the carrier's signature over the calling number (STIR, [RFC
/// 8224](https://www.rfc-editor.org/rfc/rfc8224)). Nothing else of it goes inside: the signed text
/// holds the number.
public enum StirVerdict {
    /// The call carried no Identity header.
    ABSENT,
    /// SHAKEN "A": the signer knows the caller and that the number is the caller's.
    PASSED_FULL,
    /// SHAKEN "B": the signer knows the caller only.
    PASSED_PARTIAL,
    /// SHAKEN "C": the signer knows only where the call came in.
    PASSED_GATEWAY,
    /// Signed without a level.
    PASSED,
    /// Not a PASSporT at all.
    MALFORMED,
    /// The compact form, another algorithm, or an extension that is not known here.
    UNSUPPORTED,
    /// No certificate for its address lies in the local folder.
    NO_CERTIFICATE,
    /// The certificate does not lead to a trusted one, or is not valid now.
    UNTRUSTED,
    /// The signature does not match.
    FORGED,
    /// Signed too long ago, or in the future: perhaps a copy of another call's.
    STALE,
    /// Signed for another caller or another destination.
    MISMATCHED;

    /// The parameter carriers use for it (3GPP TS 24.229, `verstat`).
    public String verstat() {
        return switch (this) {
            case PASSED_FULL, PASSED_PARTIAL, PASSED_GATEWAY, PASSED -> "TN-Validation-Passed";
            case FORGED, STALE, MISMATCHED, UNTRUSTED -> "TN-Validation-Failed";
            case ABSENT, MALFORMED, UNSUPPORTED, NO_CERTIFICATE -> "No-TN-Validation";
        };
    }
}
