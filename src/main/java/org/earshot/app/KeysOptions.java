package org.earshot.app;

import java.nio.file.Path;
import org.earshot.crypto.KeyPlaces;
import org.earshot.crypto.KeyService;
import org.earshot.site.DataDirectory;
import picocli.CommandLine.Mixin;

/// Whose keys, and how to print.
final class KeysOptions {

    @Mixin private Places places = new Places();

    @Mixin private JsonOption json = new JsonOption();

    KeysOptions() {}

    KeysOptions(Places places) {
        this.places = places;
    }

    JsonOption json() {
        return json;
    }

    Places places() {
        return places;
    }

    /// @throws org.earshot.site.SiteFault when there is no installation
    KeyPlaces keys() {
        Path data = DataDirectory.existing(places.data()).root();
        return CoreKeys.places(data, Settings.read(data).keys());
    }

    KeyService open() {
        return KeyService.open(keys());
    }
}
