using System.Globalization;

namespace Cx.Scoring.Benchmarks.Peers;

/// <summary>Our part of benchmarks/peers/run.sh.</summary>
internal static class PeerProgram
{
    /// <summary>Does what the arguments after <c>peers</c> say.</summary>
    public static void Run(ReadOnlySpan<string> arguments)
    {
        switch (arguments)
        {
            case ["files", var folder, var journeys]:
                new PeerFiles(folder).Generate(int.Parse(journeys, NumberStyles.Float, CultureInfo.InvariantCulture));
                break;
            default:
                throw new ArgumentException("Allowed are: files FOLDER JOURNEYS.", nameof(arguments));
        }
    }
}
