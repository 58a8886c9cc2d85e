package org.earshot.app;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.earshot.audit.AuditRepository;
import org.earshot.audit.CosignedActs;
import org.earshot.audit.LogFolder;
import org.earshot.audit.NotALog;
import org.earshot.audit.NoteKey;
import org.earshot.audit.NoteSigner;
import org.earshot.audit.Sequencer;
import org.earshot.audit.WitnessClient;
import org.earshot.audit.WitnessLink;
import org.earshot.crypto.Ed25519Keys;
import org.earshot.db.Database;
import org.earshot.site.DataDirectory;
import org.earshot.site.SiteFault;

/// Where the log of acts lies and whose keys sign it:
///
/// ```
/// DATA/keys/log-of-acts.pem     the log's private key, with the other keys
/// DATA/audit/                   checkpoint, tiles, bundles
/// DATA/audit/log.vkey           the log's verifier key: keep a copy elsewhere
/// DATA/audit/witness.vkey       its witness's
/// DATA/witness/                 our own witness's, unless the settings name another
/// ```
final class AuditPlace {

    private static final String OWN_WITNESS = "earshot/witness";

    private final DataDirectory data;
    private final Settings.Audit settings;

    private AuditPlace(DataDirectory data, Settings.Audit settings) {
        this.data = data;
        this.settings = settings;
    }

    static AuditPlace of(DataDirectory data, Settings settings) {
        return new AuditPlace(data, settings.audit());
    }

    /// Makes what is not there: keys, and the files that show them.
    ///
    /// @throws SiteFault when a key is not the one that is shown, or cannot be read
    AuditPlace prepare() {
        try {
            Files.createDirectories(data.keys());
            Files.createDirectories(folder());
            show(folder().resolve("log.vkey"), log().key());
            show(folder().resolve("witness.vkey"), witnessSigns());
            return this;
        } catch (IOException | NotALog unusable) {
            throw new SiteFault(
                    "The log of acts in '%s' cannot be set up: %s."
                            .formatted(folder(), unusable.getMessage()),
                    unusable);
        }
    }

    Path folder() {
        return data.root().resolve("audit");
    }

    Path witnessFolder() {
        return data.root().resolve("witness");
    }

    NoteKey logKey() {
        return shown("log.vkey");
    }

    NoteKey witnessKey() {
        return shown("witness.vkey");
    }

    WitnessClient witness() {
        return new WitnessClient(
                settings.isOwn()
                        ? URI.create(
                                "http://127.0.0.1:%d/".formatted(data.instance().witnessPort()))
                        : URI.create(settings.witnessUrl()));
    }

    Sequencer open(Database database, WitnessLink witness) {
        return Sequencer.open(
                new AuditRepository(database),
                LogFolder.in(folder()),
                log(),
                witness,
                witnessKey());
    }

    CosignedActs cosigned(Database database) {
        return new CosignedActs(
                new AuditRepository(database), LogFolder.in(folder()), logKey(), witnessKey());
    }

    private NoteSigner log() {
        return NoteSigner.log(settings.name(), key(data.keys().resolve("log-of-acts.pem")));
    }

    private NoteKey witnessSigns() throws IOException {
        return settings.isOwn()
                ? WitnessCommand.signer(witnessFolder(), OWN_WITNESS).key()
                : NoteKey.parse(settings.witnessKey());
    }

    private static Ed25519Keys key(Path file) {
        return Files.exists(file) ? PersonalKey.read(file) : PersonalKey.make(file);
    }

    private NoteKey shown(String file) {
        try {
            return NoteKey.parse(Files.readString(folder().resolve(file)).strip());
        } catch (IOException missing) {
            throw new SiteFault("'" + folder().resolve(file) + "' cannot be read");
        }
    }

    /// A key that changed is not shown instead of the old one: what is signed would not fit.
    private static void show(Path file, NoteKey key) throws IOException {
        String text = key + "\n";
        if (!Files.exists(file)) {
            Files.writeString(file, text, StandardCharsets.UTF_8);
        } else if (!Files.readString(file).strip().equals(key.toString())) {
            throw new SiteFault(
                    "the key in '%s' is not the one in use now (%s); put the old key back, or move the log away to begin another"
                            .formatted(file, key));
        }
    }
}
