/// The log that cannot be rewritten: acts as leaves of a Merkle tree ([RFC
/// 6962](https://www.rfc-editor.org/rfc/rfc6962)) in [tiles](https://c2sp.org/tlog-tiles), under
/// signed checkpoints which a witness of its own cosigns. The tree, its proofs and the notes do no
/// input or output; [org.earshot.audit.LogFolder] keeps them in files,
/// [org.earshot.audit.AuditRepository] in PostgreSQL. Knows no feature.
@NullMarked
package org.earshot.audit;

import org.jspecify.annotations.NullMarked;
