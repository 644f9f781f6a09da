package io.modehub.agent.sense.audio;

import io.modehub.protocol.AgentFrame;
import io.modehub.protocol.AudioLevel;
import java.util.List;
import java.util.Optional;

/** Measures the sound of a machine. */
public interface AudioProbe extends AutoCloseable {
    /** Why nothing can be measured, with the remedy; empty if something can. */
    Optional<String> lack();

    /** The sources measured at present, whether opened or not. */
    List<AgentFrame.AudioSource> sources();

    /** All sources there are. */
    List<AudioDevice> devices();

    /** Stops listening to anything, or begins again. */
    void rest(boolean resting);

    /** Measures other sources from now on. */
    void choose(AudioChoice choice);

    /** The level of each source since the last call; silence and not in use for one that is not opened. */
    List<AudioLevel> takeSecond();

    /** As {@link #takeSecond}, counted apart, for meters on a page. */
    List<AudioLevel> takeMoment();

    @Override
    void close();
}
