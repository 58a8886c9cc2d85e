package org.earshot.agi;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.asteriskjava.fastagi.AgiChannel;
import org.asteriskjava.fastagi.AgiException;
import org.asteriskjava.fastagi.AgiHangupException;
import org.asteriskjava.fastagi.AgiNetworkException;
import org.asteriskjava.fastagi.command.AgiCommand;
import org.asteriskjava.fastagi.command.AnswerCommand;
import org.asteriskjava.fastagi.command.ExecCommand;
import org.asteriskjava.fastagi.command.GetVariableCommand;
import org.asteriskjava.fastagi.command.HangupCommand;
import org.asteriskjava.fastagi.command.SetVariableCommand;
import org.asteriskjava.fastagi.command.StreamFileCommand;
import org.asteriskjava.fastagi.command.WaitForDigitCommand;
import org.asteriskjava.fastagi.reply.AgiReply;
import org.earshot.telephony.Dtmf;
import org.earshot.telephony.Hangup;

/// One call, as the dialplan's `AGI()` handed it to us. One thread, one command at a time; each
/// throws [Hangup] when the caller is gone (`CALLER`) or Asterisk is (`NETWORK`).
public final class AgiCall {

    private static final int FAILED = -1;

    private final String channelId;
    private final List<String> arguments;
    private final AgiChannel channel;
    private final Runnable disconnect;

    AgiCall(String channelId, List<String> arguments, AgiChannel channel, Runnable disconnect) {
        this.channelId = channelId;
        this.arguments = List.copyOf(arguments);
        this.channel = channel;
        this.disconnect = disconnect;
    }

    /// Asterisk's unique id of the channel, the same as in ARI.
    public String channelId() {
        return channelId;
    }

    /// What the dialplan wrote after the address in `AGI(address,...)`.
    public List<String> arguments() {
        return arguments;
    }

    public void answer() throws Hangup {
        command(new AnswerCommand());
    }

    /// Plays a file.
    ///
    /// @param stopKeys keys that stop it
    /// @return the key that stopped it
    public Optional<Dtmf> streamFile(Path file, Set<Dtmf> stopKeys) throws Hangup {
        String keys =
                stopKeys.stream()
                        .map(key -> String.valueOf(key.symbol()))
                        .collect(Collectors.joining());
        return key(command(new StreamFileCommand(withoutSuffix(file), keys)));
    }

    /// Waits for a key. The caller is sent nothing at all meanwhile, also with `transmit_silence`.
    public Optional<Dtmf> waitForDigit(Duration patience) throws Hangup {
        return key(command(new WaitForDigitCommand(Math.max(1, patience.toMillis()))));
    }

    /// Rings an endpoint and, when it answers, waits for the end of the talk. The caller hears it
    /// ring, and is given back when the other side hangs up.
    ///
    /// @param display what the called side sees of the caller
    /// @return what `Dial` says of it, `ANSWER`, `BUSY`, `NOANSWER` …
    public Dialled dial(String endpoint, String display, Duration ring) throws Hangup {
        long seconds = Math.max(1, Math.ceilDiv(ring.toMillis(), 1_000));
        command(new ExecCommand("Dial", endpoint + "," + seconds + ",grIf(" + display + ")"));
        return dialled();
    }

    /// What the last `Dial` of this channel said, also one that a core has begun that died.
    public Dialled dialled() throws Hangup {
        return new Dialled(
                variable("DIALSTATUS").orElse(""),
                variable("HANGUPCAUSE")
                        .filter(cause -> cause.matches("[0-9]{1,3}"))
                        .map(Integer::parseInt)
                        .orElse(0));
    }

    /// From now on [#dialled] says nothing until a `Dial` has begun.
    public void forgetDialled() throws Hangup {
        setVariable("DIALSTATUS", "");
    }

    /// @param status empty when none was tried
    /// @param cause of Q.850; 0: unknown
    public record Dialled(String status, int cause) {}

    public Optional<String> variable(String name) throws Hangup {
        AgiReply reply = command(new GetVariableCommand(name));
        return Optional.ofNullable(reply.getExtra()).filter(value -> !value.isEmpty());
    }

    public void setVariable(String name, String value) throws Hangup {
        command(new SetVariableCommand(name, value));
    }

    /// Asterisk marks the channel at once, but lets it go only when AGI is over: so this is the
    /// last command.
    public void hangUp() throws Hangup {
        try {
            command(new HangupCommand());
        } finally {
            disconnect.run();
        }
    }

    private AgiReply command(AgiCommand command) throws Hangup {
        try {
            AgiReply reply = channel.sendCommand(command);
            if (reply.getStatus() == AgiReply.SC_DEAD_CHANNEL || reply.getResultCode() == FAILED) {
                throw new Hangup(Hangup.By.CALLER);
            }
            return reply;
        } catch (AgiHangupException gone) {
            throw new Hangup(Hangup.By.CALLER);
        } catch (AgiNetworkException broken) {
            throw new Hangup(Hangup.By.NETWORK);
        } catch (AgiException refused) {
            throw new IllegalStateException(
                    "Asterisk refused the AGI command " + command.getClass().getSimpleName(),
                    refused);
        }
    }

    private static Optional<Dtmf> key(AgiReply reply) {
        return Dtmf.of(reply.getResultCodeAsChar());
    }

    /// Asterisk chooses the suffix that fits the call's codec.
    private static String withoutSuffix(Path file) {
        String whole = file.toString();
        int dot = whole.lastIndexOf('.');
        return dot > whole.lastIndexOf('/') ? whole.substring(0, dot) : whole;
    }
}
