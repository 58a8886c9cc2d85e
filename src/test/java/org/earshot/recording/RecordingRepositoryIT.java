package org.earshot.recording;

import org.earshot.db.Database;
import org.earshot.site.TestPostgres;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(TestPostgres.class)
class RecordingRepositoryIT extends RecordingCatalogContract {

    private final RecordingRepository repository;

    RecordingRepositoryIT(Database database) {
        this.repository = new RecordingRepository(database);
    }

    @Override
    RecordingCatalog catalog() {
        return repository;
    }
}
