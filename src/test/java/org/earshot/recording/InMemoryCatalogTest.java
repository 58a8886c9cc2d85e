package org.earshot.recording;

class InMemoryCatalogTest extends RecordingCatalogContract {

    private final InMemoryCatalog catalog = new InMemoryCatalog();

    @Override
    RecordingCatalog catalog() {
        return catalog;
    }
}
