namespace Cx.Scoring.Benchmarks.Peers;

/// <summary>A work that the rivals do too.</summary>
/// <param name="Name">Its name in the files.</param>
/// <param name="Query">What is timed.</param>
/// <param name="Outputs">What it came to, in the order of the journeys' keys.</param>
internal sealed record PeerWork(string Name, Action Query, Func<double[]> Outputs);
