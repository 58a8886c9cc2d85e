package org.earshot.app;

import java.time.InstantSource;
import java.util.concurrent.Callable;
import org.earshot.house.FlowShelf;
import org.earshot.ivr.IvrRefused;
import picocli.CommandLine.Mixin;

/// What the commands about flows in force need: the shelf, whether the installation runs or not.
abstract sealed class FlowTask implements Callable<Integer>
        permits FlowPublishCommand, FlowListCommand, FlowRollbackCommand {

    @Mixin private Places places = new Places();

    abstract void run(FlowShelf shelf) throws IvrRefused, InterruptedException;

    @Override
    public Integer call() throws InterruptedException {
        Settings settings = Settings.read(places.data());
        try (var archive = Archive.open(places)) {
            FlowShelf shelf =
                    FlowShelves.of(
                            archive.database(),
                            settings.calls(),
                            places.data().resolve("flows"),
                            InstantSource.system());
            FlowShelves.stock(shelf, settings.calls());
            run(shelf);
            return 0;
        } catch (IvrRefused | IllegalArgumentException refused) {
            throw new Complaint(String.valueOf(refused.getMessage()));
        }
    }
}
