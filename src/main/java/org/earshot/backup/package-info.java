/// Backups of PostgreSQL and of the files beside it, sealed by us: [org.earshot.backup.Backups]
/// makes, lists and thins them, [org.earshot.backup.WalStream] brings over what was written since
/// the last one, [org.earshot.backup.Drill] proves that the newest can be used. Knows no case and
/// never sees the key directory.
@NullMarked
package org.earshot.backup;

import org.jspecify.annotations.NullMarked;
