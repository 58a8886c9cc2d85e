package org.earshot.staff;

import com.webauthn4j.WebAuthnManager;
import com.webauthn4j.converter.AttestedCredentialDataConverter;
import com.webauthn4j.converter.util.ObjectConverter;
import com.webauthn4j.credential.CredentialRecordImpl;
import com.webauthn4j.data.AuthenticationParameters;
import com.webauthn4j.data.AuthenticationRequest;
import com.webauthn4j.data.PublicKeyCredentialParameters;
import com.webauthn4j.data.PublicKeyCredentialType;
import com.webauthn4j.data.RegistrationData;
import com.webauthn4j.data.RegistrationParameters;
import com.webauthn4j.data.RegistrationRequest;
import com.webauthn4j.data.attestation.statement.COSEAlgorithmIdentifier;
import com.webauthn4j.data.attestation.statement.NoneAttestationStatement;
import com.webauthn4j.data.client.Origin;
import com.webauthn4j.data.client.challenge.DefaultChallenge;
import com.webauthn4j.server.ServerProperty;
import java.net.URI;
import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;

/// What a browser and an authenticator say, checked ([Web Authentication, Level
/// 2](https://www.w3.org/TR/webauthn-2/), sections 7.1 and 7.2). No attestation is asked for: which
/// make a person's key is of is not our business.
final class Passkeys {

    static final int CHALLENGE_BYTES = 32;

    /// As stored: the public key and what it was made for.
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Made(byte[] credential, byte[] attested, long count) {}

    private static final List<PublicKeyCredentialParameters> ALGORITHMS =
            List.of(
                    algorithm(COSEAlgorithmIdentifier.EdDSA),
                    algorithm(COSEAlgorithmIdentifier.ES256),
                    algorithm(COSEAlgorithmIdentifier.RS256));

    private final ObjectConverter converter = new ObjectConverter();
    private final WebAuthnManager checks =
            WebAuthnManager.createNonStrictWebAuthnManager(converter);
    private final AttestedCredentialDataConverter stored =
            new AttestedCredentialDataConverter(converter);
    private final URI address;

    /// @param address the one browsers reach us at
    Passkeys(URI address) {
        this.address = address;
    }

    /// The name passkeys are bound to.
    String host() {
        return address.getHost();
    }

    /// @throws StaffRefused when it is not a new key for this address and challenge
    Made made(byte[] attestation, byte[] clientData, byte[] challenge) {
        try {
            return made(
                    checks.verify(
                            new RegistrationRequest(attestation, clientData),
                            new RegistrationParameters(
                                    server(challenge), ALGORITHMS, false, true)));
        } catch (RuntimeException misfit) { // its own, and those of its JSON library
            throw StaffRefused.notAllowed("this passkey was not made for here and now");
        }
    }

    private Made made(RegistrationData data) {
        var said = Objects.requireNonNull(data.getAttestationObject()).getAuthenticatorData();
        var attested = Objects.requireNonNull(said.getAttestedCredentialData());
        return new Made(attested.getCredentialId(), stored.convert(attested), said.getSignCount());
    }

    /// The authenticator's count after this use; empty when it is not right, or counts backwards,
    /// which tells of a copy.
    OptionalLong used(Made made, PasskeyAnswer answer, byte[] challenge) {
        try {
            var record =
                    new CredentialRecordImpl(
                            new NoneAttestationStatement(),
                            null,
                            null,
                            null,
                            made.count(),
                            stored.convert(made.attested()),
                            null,
                            null,
                            null,
                            null);
            var data =
                    checks.verify(
                            new AuthenticationRequest(
                                    answer.credential(),
                                    answer.authenticatorData(),
                                    answer.clientData(),
                                    answer.signature()),
                            new AuthenticationParameters(
                                    server(challenge),
                                    record,
                                    List.of(made.credential()),
                                    false,
                                    true));
            var authenticator = data.getAuthenticatorData();
            return authenticator == null
                    ? OptionalLong.empty()
                    : OptionalLong.of(authenticator.getSignCount());
        } catch (RuntimeException misfit) { // its own, and those of its JSON library
            return OptionalLong.empty();
        }
    }

    private ServerProperty server(byte[] challenge) {
        return ServerProperty.builder()
                .origin(new Origin(address.toString()))
                .rpId(host())
                .challenge(new DefaultChallenge(challenge))
                .build();
    }

    private static PublicKeyCredentialParameters algorithm(COSEAlgorithmIdentifier id) {
        return new PublicKeyCredentialParameters(PublicKeyCredentialType.PUBLIC_KEY, id);
    }
}
